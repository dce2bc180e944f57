import {existsSync, mkdtempSync, readdirSync, renameSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {asIdentity, isDead, processIdentity} from '../../events/liveness.ts'
import {makeFolders} from '../../events/make-folders.ts'

/** A folder of this process's alone, on the disk of the store, and the way to be rid of it with all that is in it. */
export type Staging = {readonly dir: string; readonly remove: () => void}

/** Makes one (0700). What processes that are dead left of theirs is removed first. */
export function openStaging(store: string): Staging {
  makeFolders(rootOf(store))
  clearLeft(store)
  const dir = mkdtempSync(join(rootOf(store), ownerName()))
  return {dir, remove: () => remove(dir)}
}

/** Removes what processes that are dead left of their folders. */
export function clearLeft(store: string): void {
  const root = rootOf(store)
  if (!existsSync(root)) return
  for (const left of readdirSync(root).filter(isLeft)) remove(join(root, left))
}

/** Takes a folder of the store away in one step for whoever looks; nothing is left of it. */
export function discard(store: string, dir: string): void {
  const aside = openStaging(store)
  try {
    renameSync(dir, join(aside.dir, 'discarded'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  } finally {
    aside.remove()
  }
}

const rootOf = (store: string) => join(store, '.staging')

/** Who is at work in a folder stands in its name: there is no moment in which it is nobody's. */
function ownerName(): string {
  const {pid, startTime, bootId, pidNamespace} = processIdentity()
  return `${pid}.${startTime}.${bootId}.${pidNamespace.replaceAll(/\D/g, '')}.`
}

function isLeft(name: string): boolean {
  const [pid, startTime, bootId, namespace] = name.split('.')
  const owner = asIdentity({pid: Number(pid), startTime, bootId, pidNamespace: `pid:[${namespace}]`})
  return owner === undefined || isDead(owner)
}

/** Folders of a plugin may have been made read-only. */
function remove(dir: string): void {
  rmSync(dir, {recursive: true, force: true, maxRetries: 2})
}
