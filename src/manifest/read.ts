import {isUtf8} from 'node:buffer'
import {closeSync, constants, fstatSync, openSync, readSync, type BigIntStats} from 'node:fs'
import {causeWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'
import {printable} from './show.ts'

const largest = 256 * 1024

export type ManifestText = {readonly text: string; readonly stats: BigIntStats}

/**
 * The text of `dir`/manifest.json and the state of the file it was read from. Only a regular file of at most 256 KiB
 * that is UTF-8 without a byte order mark is read; a link, a FIFO or a device is not even opened for reading.
 */
export function readManifest(dir: string): ManifestText | {readonly problem: Problem} {
  const file = printable(`${dir}/manifest.json`)
  let fd: number | undefined
  try {
    fd = openSync(`${dir}/manifest.json`, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    return readOpen(fd, file)
  } catch (error) {
    return refused(file, reason(error))
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function readOpen(fd: number, file: string): ManifestText | {readonly problem: Problem} {
  const stats = fstatSync(fd, {bigint: true})
  if (!stats.isFile()) return refused(file, 'it is not a regular file')
  if (stats.size > largest)
    return refused(file, `it has ${stats.size} bytes; a manifest has at most ${largest}`)
  const bytes = Buffer.allocUnsafe(Number(stats.size) + 1)
  const length = readSync(fd, bytes)
  const content = bytes.subarray(0, length)
  if (length !== Number(stats.size)) return refused(file, 'it changed while it was read')
  if (!isUtf8(content)) return refused(file, 'it is not UTF-8')
  if (content[0] === 0xef && content[1] === 0xbb) return refused(file, 'it begins with a byte order mark')
  return {text: content.toString('utf8'), stats}
}

function refused(file: string, cause: string) {
  return {problem: problem('manifest_unreadable', {file, cause})}
}

function reason(error: unknown): string {
  const {code} = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is none'
  if (code === 'ELOOP') return 'it is a symbolic link'
  if (code === 'ENXIO') return 'it is not a regular file'
  return causeWords(error)
}
