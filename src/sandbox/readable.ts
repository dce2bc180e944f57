import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import {makeFolders} from '../events/make-folders.ts'
import {problem, type Problem} from '../text/problem.ts'
import {hold, makeFolder, mount, type Policy} from './policy.ts'

const O_PATH = 0o10000000
/** Each file is a descriptor until the sandbox stands. */
const mostFiles = 400

type Item = {readonly path: string; readonly kind: 'folder' | 'file' | 'link'; readonly executable: boolean}

/** May everybody read, and where it is a folder or a program enter or run, what is at `path`, whoever may reach it? */
export function openToAll(path: string): boolean {
  const {mode} = statSync(path)
  return (mode & 0o004) !== 0 && ((mode & 0o110) === 0 || (mode & 0o001) !== 0)
}

/**
 * Fills /plugin with copies that everybody may read: under umask 077 the files themselves are closed to the user that a
 * plugin runs as. The copies are in the sandbox's memory and go with it.
 */
export function copyInto(policy: Policy, dir: string): Problem | undefined {
  const items = contents(dir)
  if (items.length > mostFiles) return problem('sandbox_unreadable', {path: dir})
  makeFolder(policy, '/plugin')
  for (const {path, kind, executable} of items) {
    const [from, to] = [`${dir}/${path}`, `/plugin/${path}`]
    if (kind === 'folder') makeFolder(policy, to)
    else if (kind === 'link') policy.words.push('--symlink', readlinkSync(from), to)
    else {
      policy.words.push('--perms', executable ? '0555' : '0444')
      mount(policy, '--file', hold(policy, openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW)), to)
    }
  }
  return undefined
}

/** Copies the folder `dir` into the new folder `to`, for everybody to read. */
export function copyTo(to: string, dir: string): void {
  for (const {path, kind, executable} of contents(dir)) {
    const [from, copy] = [`${dir}/${path}`, `${to}/${path}`]
    if (kind === 'link') symlinkSync(readlinkSync(from), copy)
    else if (kind === 'folder') mkdirSync(copy)
    else copyFileSync(from, copy)
    if (kind !== 'link') chmodSync(copy, kind === 'folder' || executable ? 0o755 : 0o444)
  }
}

/** Node, opened so that any user may run it: itself, or a copy in `cache` where only its owner may. */
export function openNode(node: string, cache: string, forAll: boolean): number {
  return openSync(forAll && !openToAll(node) ? copyOf(node, cache) : node, O_PATH)
}

function copyOf(node: string, cache: string): string {
  const {ino, size, mtimeMs} = statSync(node)
  const copy = `${cache}/node-${ino}-${size}-${Math.trunc(mtimeMs)}`
  if (existsSync(copy)) return copy
  makeFolders(cache)
  copyFileSync(node, `${copy}.${process.pid}`, constants.COPYFILE_FICLONE)
  chmodSync(`${copy}.${process.pid}`, 0o555)
  renameSync(`${copy}.${process.pid}`, copy)
  return copy
}

/** Folders before what is in them. Anything but folders, files and links is left out. */
function contents(dir: string): Item[] {
  const all = readdirSync(dir, {recursive: true, withFileTypes: true}).flatMap((found): Item[] => {
    const whole = `${found.parentPath}/${found.name}`
    const kind = found.isDirectory()
      ? 'folder'
      : found.isFile()
        ? 'file'
        : found.isSymbolicLink()
          ? 'link'
          : undefined
    if (kind === undefined) return []
    const executable = kind === 'file' && (statSync(whole).mode & 0o100) !== 0
    return [{path: whole.slice(dir.length + 1), kind, executable}]
  })
  return all.sort((a, b) => a.path.length - b.path.length)
}
