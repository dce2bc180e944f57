import {lstatSync, type Stats} from 'node:fs'
import {dirname} from 'node:path'
import {problem, type Problem} from '../text/problem.ts'
import {homeOf} from './home-of.ts'
import type {Paths} from './paths.ts'

/**
 * A folder of Parrot's that belongs to somebody else, would be made inside a folder of somebody else's, or is a link.
 * Found before anything is created: root in a foreign home would lock its owner out, and a link would lead it anywhere.
 */
export function foreignFolder(paths: Paths, uid: number): Problem | undefined {
  for (const kind of ['config', 'data', 'state', 'cache'] as const) {
    const folder = paths[kind]
    const {path, stats} = nearest(folder)
    if (path === folder && stats.isSymbolicLink()) return problem('home_link', {folder})
    if (stats.uid !== uid && stats.uid !== 0)
      return problem('home_foreign', {
        folder: path,
        owner: stats.uid,
        uid,
        variable: homeOf(folder, kind).variable,
      })
  }
  return undefined
}

/** A folder that everybody can write to: they could take a file away, and what it limits with it. */
export function openFolder(folder: string): Problem | undefined {
  const stats = statsOf(folder)
  return stats !== undefined && (stats.mode & 0o002) !== 0
    ? problem('config_writable', {file: folder})
    : undefined
}

/** The folder, or the first above it that is there: nothing is below a file. */
function nearest(path: string): {readonly path: string; readonly stats: Stats} {
  const stats = statsOf(path)
  return stats === undefined ? nearest(dirname(path)) : {path, stats}
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, {throwIfNoEntry: false})
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined
    throw error
  }
}
