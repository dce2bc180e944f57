import {closeSync, constants, fstatSync, openSync, readlinkSync, realpathSync, type Stats} from 'node:fs'
import {errorWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'

const O_PATH = 0o10000000

export type Exact = {readonly fd: number; readonly stats: Stats}

/**
 * What is at `path` itself: a folder or a file, opened for mounting only. A problem where a link leads elsewhere, where it
 * is missing, or where it is a socket or a device. The descriptor stays with what was checked, however the path changes.
 */
export function openExact(path: string): Exact | Problem {
  const fd = open(path)
  if (typeof fd !== 'number') return fd
  const stats = fstatSync(fd)
  const real = readlinkSync(`/proc/self/fd/${fd}`)
  const wrong = reasonAgainst(path, real, stats)
  if (wrong === undefined) return {fd, stats}
  closeSync(fd)
  return wrong
}

/** Where `path` leads, or itself where it leads nowhere. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

function open(path: string): number | Problem {
  try {
    return openSync(path, O_PATH | constants.O_NOFOLLOW)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    return problem('sandbox_path_missing', {
      path,
      cause: code === undefined ? String(error) : errorWords(code),
    })
  }
}

function reasonAgainst(path: string, real: string, stats: Stats): Problem | undefined {
  if (stats.isSymbolicLink()) return problem('sandbox_path_link', {path})
  if (real !== path) return problem('sandbox_path_moved', {path, real})
  if (!stats.isFile() && !stats.isDirectory()) return problem('sandbox_path_kind', {path})
  return undefined
}
