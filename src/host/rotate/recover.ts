import {lstatSync, unlinkSync, type Stats} from 'node:fs'
import type {HeldFolder} from '../held-folder.ts'
import {archiveName, archiveOf} from '../../log/archive-name.ts'
import {bytesOf, keyOf, type Place} from './look.ts'
import type {State} from './state.ts'
import {succeed} from './successor.ts'
import {settleTwice} from './twice.ts'
import {unfinished} from './unfinished.ts'

/**
 * Finishes what a killed rotation began in this folder: half-written files go, a file that was compressed and not yet removed
 * is removed, and a log that has its new name and no successor gets one. Another home's rotation may be at work in it.
 */
export function recover({path, held}: Place, {pending}: State, mine: string): void {
  const names = held.list().map(({name}) => name.toString('latin1'))
  for (const name of names.filter((name) => name.startsWith(unfinished))) {
    if (name.startsWith(mine) || isStale(held, name)) remove(held, name)
  }
  settleTwice(held, names)
  for (const [key, stamp] of pending) {
    const name = nameIn(path, key)
    if (name === undefined) continue
    pending.delete(key)
    const to = archiveName(name, stamp)
    if (isName(to) && archiveOf(to)?.stamp === stamp) finish(held, name, to, mine)
  }
}

const hourMs = 3_600_000

/** Somebody else's that nothing has happened to for so long is no longer being written. */
function isStale(held: HeldFolder, name: string): boolean {
  const stats = file(held, name)
  return stats !== undefined && Date.now() - stats.ctimeMs > hourMs
}

function nameIn(path: string, key: string): string | undefined {
  const prefix = keyOf(path, '')
  const name = key.startsWith(prefix) ? key.slice(prefix.length) : ''
  return name === '' || name.includes('/') ? undefined : name
}

/** What was kept may have been written by somebody else: no other would ever end a run. */
function isName(name: string): boolean {
  return name.length <= 255 && !/[/\0]/.test(name)
}

function finish(held: HeldFolder, name: string, to: string, mine: string): void {
  const [log, archive] = [file(held, name), file(held, to)]
  if (archive?.isFile() !== true) return
  if (log === undefined) succeed(held, name, archive, mine)
}

function file(held: HeldFolder, name: string): Stats | undefined {
  return lstatSync(held.at(bytesOf(name)), {throwIfNoEntry: false})
}

/** Only plain files: what else has such a name is not of this program's making. */
function remove(held: HeldFolder, name: string): void {
  if (file(held, name)?.isFile() === true) unlinkSync(held.at(bytesOf(name)))
}
