import {linkSync, lstatSync, renameSync, unlinkSync} from 'node:fs'
import type {HeldFolder} from '../held-folder.ts'
import {archiveName} from '../../log/archive-name.ts'
import {isCode} from './is-code.ts'
import {bytesOf, type Log} from './look.ts'
import {succeed} from './successor.ts'

/**
 * Gives the log the name of a rotated file and puts an empty one of the same owner and mode in its place. Whoever writes
 * to the log meanwhile loses nothing: no file with a line in it is ever replaced. Throws where it could not; then the log is
 * where it was, or the next run puts the new one there.
 */
export function swap({folder: {held}, name, stats}: Log, stamp: string, unfinished: string): string {
  const to = archiveName(name, stamp)
  move(held, name, to)
  try {
    succeed(held, name, stats, unfinished)
  } catch (cause) {
    putBack(held, name, to)
    throw cause
  }
  return to
}

/** Renames it where nothing has the new name and it is still there; false otherwise. */
export function moveTo(held: HeldFolder, name: string, to: string): boolean {
  try {
    move(held, name, to)
    return true
  } catch (cause) {
    if (isCode(cause, 'EEXIST') || isCode(cause, 'ENOENT')) return false
    throw cause
  }
}

/** rename(2) replaces what has the new name; nobody but a rotation gives such names, and each has its own. */
function move(held: HeldFolder, name: string, to: string): void {
  const target = held.at(bytesOf(to))
  if (lstatSync(target, {throwIfNoEntry: false}) !== undefined)
    throw Object.assign(new Error(`EEXIST: ${to}`), {code: 'EEXIST'})
  renameSync(held.at(bytesOf(name)), target)
}

/**
 * By a link, which never replaces: its writer may have made a new one meanwhile, and then both stay. Where there is no room for
 * a link, its writer had none either.
 */
function putBack(held: HeldFolder, name: string, to: string): void {
  try {
    linkSync(held.at(bytesOf(to)), held.at(bytesOf(name)))
    unlinkSync(held.at(bytesOf(to)))
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) moveTo(held, to, name)
  }
}
