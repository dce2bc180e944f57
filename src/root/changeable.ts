import {globSync, lstatSync, realpathSync} from 'node:fs'
import {dirname, join} from 'node:path'

/**
 * The first of these, or of what holds them or is the program in them, that somebody else than root could change; undefined where there is none. A
 * folder that is not there yet is judged by the one above it.
 */
export function changeable(paths: readonly string[]): string | undefined {
  return paths
    .map((path) => real(path))
    .flatMap((path) => [...programs(path), ...upFrom(path)])
    .find(isOpen)
}

/** Never a link further up: what it leads to is judged. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return real(dirname(path))
  }
}

const programs = (root: string) =>
  globSync(['bin/*', 'dist/**', 'plugins', 'node_modules', 'package.json'], {cwd: root}).map((file) =>
    join(root, file),
  )

function upFrom(path: string): string[] {
  return path === '/' ? [path] : [path, ...upFrom(dirname(path))]
}

/** In a folder like /tmp nobody takes away what is root’s. */
function isOpen(path: string): boolean {
  const {uid, mode} = lstatSync(path)
  const sticky = (mode & 0o1000) !== 0
  return uid !== 0 || ((mode & 0o022) !== 0 && !sticky)
}
