import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  readdirSync,
  renameSync,
} from 'node:fs'
import {pathOf, readable} from '../embedded/entry.ts'
import {inside, look, openFolder, openPath} from '../embedded/folder.ts'
import {reasonOf} from '../embedded/reason.ts'
import type {Named} from '../engine.ts'
import {inTheWay} from '../in-the-way.ts'

/**
 * Moves everything of a folder into another of the same disk, over files of the same name, each whole at once. Never through a link,
 * and never a file over a folder or the other way round: such are named.
 */
export function merge(from: string, into: string): readonly Named[] {
  const failed: Named[] = []
  const [source, target] = [openPath(pathOf(from)), openPath(pathOf(into))]
  try {
    mergeFolder(source, target, '', failed)
  } finally {
    closeSync(source)
    closeSync(target)
  }
  return failed
}

function mergeFolder(source: number, target: number, path: string, failed: Named[]): void {
  for (const name of readdirSync(`/proc/self/fd/${source}`, {encoding: 'latin1'})) {
    const below = `${path}/${name}`
    try {
      if (look(source, name).isDirectory()) descend(source, target, name, below, failed)
      else renameSync(inside(source, name), inside(target, name))
    } catch (error) {
      failed.push({path: readable(below), why: inTheWay(error) ?? reasonOf(error)})
    }
  }
}

function descend(source: number, target: number, name: string, path: string, failed: Named[]): void {
  makeFolder(target, name)
  const from = openFolder(source, name)
  try {
    const into = openFolder(target, name)
    try {
      const {mode, uid, gid, atimeMs, mtimeMs} = fstatSync(from)
      mergeFolder(from, into, path, failed)
      if (process.getuid?.() === 0) fchownSync(into, uid, gid)
      fchmodSync(into, mode & 0o1777)
      futimesSync(into, atimeMs / 1000, mtimeMs / 1000)
    } finally {
      closeSync(into)
    }
  } finally {
    closeSync(from)
  }
}

function makeFolder(folder: number, name: string): void {
  try {
    mkdirSync(inside(folder, name), {mode: 0o700})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
