import {createHash} from 'node:crypto'
import {closeSync, fstatSync, readdirSync, readSync, statSync} from 'node:fs'
import {setImmediate as turn} from 'node:timers/promises'
import {isUtf8} from 'node:buffer'
import {pathOf} from '../embedded/entry.ts'
import {openFile, openFolder, openPath} from '../embedded/folder.ts'

/** Of a file as it is: `mtime` in nanoseconds. */
export type Digest = {readonly sha256: string; readonly size: number; readonly mtime: string}

/** The file at `path` of a snapshot below a folder, which is never reached through a link. Undefined where there is none. */
export async function digestAt(folder: string, path: string): Promise<Digest | undefined> {
  let below: number | undefined
  try {
    below = openPath(pathOf(folder))
    const names = path.split('/').filter((name) => name !== '')
    for (const name of names.slice(0, -1)) {
      const next = openFolder(below, realName(below, name))
      closeSync(below)
      below = next
    }
    return await digestIn(below, realName(below, names.at(-1) ?? ''))
  } catch {
    return undefined
  } finally {
    if (below !== undefined) closeSync(below)
  }
}

async function digestIn(folder: number, name: string): Promise<Digest> {
  const {fd} = openFile(folder, name)
  try {
    const before = fstatSync(fd, {bigint: true})
    const digest = createHash('sha256')
    const piece = Buffer.allocUnsafe(1024 ** 2)
    for (let at = 0, read = 1; read > 0; at += read) {
      read = readSync(fd, piece, 0, piece.length, at)
      digest.update(piece.subarray(0, read))
      await turn()
    }
    return {sha256: digest.digest('hex'), size: Number(before.size), mtime: `${before.mtimeNs}`}
  } finally {
    closeSync(fd)
  }
}

/** Restic says U+FFFD for every byte that is no UTF-8: the name is one that it would say so of. */
function realName(folder: number, name: string): string {
  const exact = pathOf(name)
  if (!name.includes('\u{fffd}')) return exact
  const at = `/proc/self/fd/${folder}`
  if (statSync(at).isDirectory()) {
    const found = readdirSync(at, {encoding: 'latin1'}).filter(
      (one) => one === exact || (!isUtf8(Buffer.from(one, 'latin1')) && asShown(one) === name),
    )
    if (found.length === 1 && found[0] !== undefined) return found[0]
  }
  throw new Error(`there is no one file called ${name}`)
}

/** As Go does, and not as Node does: one for each byte, whatever they might have begun. */
function asShown(name: string): string {
  const bytes = Buffer.from(name, 'latin1')
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find(
      (length) => at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)),
    )
    text += length === undefined ? '\u{fffd}' : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return text
}
