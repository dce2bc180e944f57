import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {archives} from './put-aside.ts'

const mostRead = 256 * 1024

/** The last lines of a log, also where it was put aside just now; none where it is not there. */
export function logTail(file: string, count: number): string[] {
  const lines = linesOf(file)
  if (lines.length >= count) return lines.slice(-count)
  return [...before(file), ...lines].slice(-count)
}

/** What is compressed is for programs that know how. */
function before(file: string): string[] {
  try {
    const [newest] = archives(file)
    return newest === undefined || /\.(?:gz|zst)$/.test(newest) ? [] : linesOf(join(dirname(file), newest))
  } catch {
    return []
  }
}

function linesOf(file: string): string[] {
  try {
    return tailOf(file).trimEnd().split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function tailOf(file: string): string {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const {size} = fstatSync(fd)
    const bytes = Buffer.alloc(Math.min(size, mostRead))
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, size - bytes.length))
  } finally {
    closeSync(fd)
  }
}
