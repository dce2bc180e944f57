import {readFileSync} from 'node:fs'
import {entries, fileId, openFiles, pids} from '../open-files.ts'

/**
 * What processes have open, stand in, run or have mapped, by `device:inode`; of what is mapped, only what is below `roots`.
 * Of processes that cannot be looked at nothing is known.
 */
export function inUse(roots: readonly string[]): ReadonlySet<string> {
  const paths = pids().flatMap((pid) => [
    ...['cwd', 'root', 'exe'].map((link) => `/proc/${pid}/${link}`),
    ...mapped(pid, roots),
  ])
  return new Set([...openFiles().keys(), ...paths.flatMap((path) => fileId(path) ?? [])])
}

/** The sixth field of /proc/<pid>/maps, from its first slash on. */
function mapped(pid: number, roots: readonly string[]): string[] {
  if (entries(`/proc/${pid}`).length === 0) return []
  const lines = read(`/proc/${pid}/maps`).split('\n')
  const paths = lines.map((line) => line.slice(line.indexOf('/')))
  return [...new Set(paths)].filter((path) => roots.some((root) => path.startsWith(`${root}/`)))
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
