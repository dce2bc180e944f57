import {problem} from '../../text/problem.ts'
import type {Places} from '../catalog/discover.ts'
import {releaseFolder} from '../catalog/installed.ts'
import {updateLock, type Refused} from '../catalog/lock.ts'
import {treeDigest} from '../catalog/tree-digest.ts'

type Rolled = {readonly version: string; readonly before: string}

/** Changes the release that runs with the one that ran before, with what was approved for each. */
export async function rollback(places: Places, name: string): Promise<Rolled | Refused> {
  let rolled: Rolled | Refused = {problems: [problem('nothing_before', {name})]}
  const problems = await updateLock(places, name, async (entry) => {
    if (entry?.approved === undefined || entry.previous === undefined)
      return {problems: [problem('nothing_before', {name})]}
    const {approved, previous, tampered, enabled, ...rest} = entry
    const found = await treeDigest(releaseFolder(places.store, name, previous.digest))
    if (!('digest' in found) || found.digest !== previous.digest)
      return {problems: [problem('previous_modified', {name})]}
    rolled = {version: previous.version, before: approved.version}
    // One that somebody switched off stays off; that its files had changed is over with these.
    return {...rest, enabled: enabled || tampered !== undefined, approved: previous, previous: approved}
  })
  return problems.length > 0 ? {problems} : rolled
}
