import {realpathSync} from 'node:fs'
import {resolve} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {discover} from '../catalog/discover.ts'
import {updateLock, type Refused} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import type {LockEntry} from '../catalog/release.ts'
import {readTree} from '../catalog/tree.ts'
import {untrusted} from '../catalog/untrusted.ts'
import type {Host} from '../operation.ts'
import {tidy} from './store.ts'
import {asGiven} from './as-given.ts'
import {checkPlugin} from './check.ts'
import {takenBy} from './install.ts'
import {proposalOf, type Proposal} from './proposal.ts'

/** `linked`: it runs as it is there now. `waiting`: it asks for more than was accepted, and runs as it was before, or not. */
export type Linked = Proposal & {readonly state: 'linked' | 'waiting'}

/**
 * Enables the plugin in a folder that somebody works on, where it is and as it is now. What asks for no more than was accepted
 * for it before is taken as it comes; whoever works on it has agreed to that.
 */
export async function link(
  host: Host,
  work: Work,
  folder: string,
  accept?: string,
): Promise<Linked | Refused> {
  const places = placesOf(host.around, host.paths)
  const dir = realOf(resolve(host.around.cwd, folder))
  const checked = await checkPlugin(dir, undefined, places, work.world.config.install)
  if ('problems' in checked) return {problems: asGiven(folder, checked.problems)}
  const tree = readTree(dir)
  const open = 'problem' in tree ? [tree.problem] : untrusted(checked.plugin, tree, places.uid)
  if (open.length > 0) return {problems: open}

  const {name} = checked.plugin
  let linked: Linked | Refused = {problems: [problem('unknown_plugin', {name: printable(name)})]}
  const problems = await updateLock(places, name, async (entry, lock) => {
    const taken = entry?.linked === dir ? [] : takenBy(checked.plugin, await discover(places), lock)
    const proposal = taken.length > 0 ? {problems: taken} : proposalOf(work.world, checked, entry)
    if ('problems' in proposal) return proposal
    if (proposal.unset.length > 0) return {problems: proposal.unset}
    const agreed = accept === undefined ? known(entry, proposal) : accept === proposal.accept
    linked = {...proposal, state: agreed ? 'linked' : 'waiting'}
    if (!agreed)
      return accept === undefined
        ? entry
        : {problems: [problem('accept_wrong', {name, accept: proposal.accept})]}
    const {permissions, calls} = proposal
    const approval = {
      permissions,
      calls,
      approver: work.request.by.name,
      time: new Date(host.now()).toISOString(),
    }
    return {enabled: true, linked: dir, approved: {...checked.release, ...approval}}
  })
  if (problems.length > 0) return {problems}
  await tidy(places)
  return linked
}

const known = (entry: LockEntry | undefined, {adds}: Proposal) =>
  entry?.approved !== undefined && adds.length === 0

/** What is not there has its say when it is looked at. */
function realOf(dir: string): string {
  try {
    return realpathSync.native(dir)
  } catch {
    return dir
  }
}
