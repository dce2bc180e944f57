import {stampOf} from '../../config/checked.ts'
import {printable, quotedName} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Plugin} from '../plugin.ts'
import {mostShown, type Tree} from './tree.ts'
import {placed} from './trust.ts'

/** What has changed since the manifest was read, and what others could change once this is approved. */
export function untrusted({stamp}: Plugin, {dir, entries}: Tree, uid: number): Problem[] {
  const manifest = entries.find(({path}) => path === 'manifest.json')
  if (manifest === undefined || stampOf(manifest.stats).text !== stamp)
    return [problem('plugin_changed', {dir: printable(dir)})]
  const open = entries.find(({kind, stats}) => kind !== 'link' && (stats.mode & 0o022n) !== 0n)
  if (open !== undefined) return [problem('part_writable', where(open.path))]
  const foreign = entries.find(({stats}) => stats.uid !== BigInt(uid) && stats.uid !== 0n)
  if (foreign === undefined) return []
  return [problem('part_foreign', {...where(foreign.path), owner: Number(foreign.stats.uid)})]

  function where(path: string) {
    return {...placed(dir), path: quotedName(path, mostShown)}
  }
}
