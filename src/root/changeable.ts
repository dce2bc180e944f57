import {existsSync, lstatSync, readdirSync, realpathSync, type Stats} from 'node:fs'
import {dirname, join} from 'node:path'

/** Of an installation, what Parrot reads, loads or runs. */
const used = ['bin', 'dist', 'manifests', 'node_modules', 'package.json', 'plugins', 'templates']

/**
 * The first of these, or of what holds them or is the program in them, that somebody else than root could change; undefined where there is none. A
 * folder that is not there yet is judged by the one above it.
 */
export function changeable(paths: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return first(paths.map(real), (path) => above(path) ?? first(program(path), (part) => below(part, seen)))
}

/** Never a link further up: what it leads to is judged. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return real(dirname(path))
  }
}

/** What is not in its own node_modules, Node looks for in those further up. */
function program(root: string): string[] {
  if (!existsSync(join(root, 'package.json'))) return []
  const further = upFrom(dirname(root)).map((folder) => join(folder, 'node_modules'))
  return [...used.map((name) => join(root, name)), ...further].filter((path) => existsSync(path))
}

/** In a folder like /tmp nobody takes away what is root’s. */
function above(path: string): string | undefined {
  return upFrom(path).find((each) => {
    const stats = lstatSync(each)
    return stats.uid !== 0 || (isOpen(stats) && (stats.mode & 0o1000) === 0)
  })
}

/** The path itself, or the first of all that lies in it or is led to from there. */
function below(path: string, seen: Set<string>): string | undefined {
  if (seen.has(path)) return undefined
  seen.add(path)
  const stats = lstatSync(path)
  if (stats.uid !== 0) return path
  if (stats.isSymbolicLink()) return ledTo(path, seen)
  if (isOpen(stats)) return path
  if (!stats.isDirectory()) return undefined
  return first(readdirSync(path), (name) => below(`${path}/${name}`, seen))
}

/** Where it leads to nothing, somebody may put something there. */
function ledTo(link: string, seen: Set<string>): string | undefined {
  if (!existsSync(link)) return link
  const path = real(link)
  return above(path) ?? below(path, seen)
}

function upFrom(path: string): string[] {
  return path === '/' ? [path] : [path, ...upFrom(dirname(path))]
}

const isOpen = ({mode}: Stats) => (mode & 0o022) !== 0

function first(each: readonly string[], judge: (one: string) => string | undefined): string | undefined {
  for (const one of each) {
    const found = judge(one)
    if (found !== undefined) return found
  }
  return undefined
}
