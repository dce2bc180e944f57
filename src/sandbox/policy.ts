import {closeSync} from 'node:fs'
import {firstMount} from './shim.ts'

/** What bubblewrap is told, and the descriptors it is told of. Whoever makes one must `release` it. */
export type Policy = {
  readonly words: string[]
  readonly held: number[]
  /** Folders that are there already, whether made or mounted. */
  readonly folders: Set<string>
}

/** Something opened here, by the number that it has in the sandbox while that is being built. */
export type Held = number & {readonly held: true}

export function newPolicy(): Policy {
  return {words: [], held: [], folders: new Set(['/'])}
}

/** From here on `fd` is closed with the policy. */
export function hold({held}: Policy, fd: number): Held {
  return (firstMount + held.push(fd) - 1) as Held
}

/** Mounts, or copies, what is held at `path`, whatever has happened to its name since it was opened. */
export function mount(
  {words}: Policy,
  how: '--bind-fd' | '--ro-bind-fd' | '--file',
  held: Held,
  path: string,
): void {
  words.push(how, String(held), path)
}

/** A folder and those above it, open to everybody: bubblewrap would make them for their maker alone. */
export function makeFolder(policy: Policy, path: string): void {
  if (policy.folders.has(path)) return
  makeFolder(policy, folderOf(path))
  policy.words.push('--perms', '0755', '--dir', path)
  policy.folders.add(path)
}

/** An empty folder in memory that anybody may write up to `bytes` to. */
export function scratch({words, folders}: Policy, path: string, bytes: number): void {
  words.push('--perms', '1777', '--size', String(bytes), '--tmpfs', path)
  folders.add(path)
}

/** The words as `--args` reads them. Throws on a word that would end early and let what follows it be read as an option. */
export function written({words}: Policy): string {
  if (words.some((word) => word.includes('\0'))) throw new Error('A NUL in the policy of a sandbox')
  return words.map((word) => `${word}\0`).join('')
}

export function release({held}: Policy): void {
  for (const fd of held.splice(0)) closeSync(fd)
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}
