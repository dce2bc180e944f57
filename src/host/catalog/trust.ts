import {lstatSync, statSync} from 'node:fs'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Origin} from '../plugin.ts'
import {shellWord} from '../shell-word.ts'

/**
 * What speaks against running something out of this folder: others could put something else there. What comes with
 * Parrot belongs to whoever installed Parrot, and its digest is in the release. A link is followed for a root only.
 */
export function distrust(
  dir: string,
  origin: Origin,
  uid: number,
  kind: 'root' | 'plugin',
): Problem | undefined {
  const stats = (kind === 'root' ? statSync : lstatSync)(dir, {throwIfNoEntry: false})
  if (stats?.isDirectory() !== true)
    return problem('folder_unreadable', {...placed(dir), cause: 'it is not a folder'})
  const {mode, uid: owner} = stats
  const shipped = origin === 'shipped'
  if (!shipped && owner !== uid && owner !== 0) return problem('folder_foreign', {...placed(dir), owner})
  if ((mode & (shipped ? 0o002 : 0o022)) !== 0) return problem('folder_writable', placed(dir))
  return undefined
}

/** A folder in a sentence, and as the word of a command that can be pasted. */
export const placed = (dir: string) => ({dir: printable(dir), folder: shellWord(printable(dir))})
