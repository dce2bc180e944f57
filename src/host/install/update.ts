import {isOlder} from '../../manifest/version.ts'
import {problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {discover, type Places} from '../catalog/discover.ts'
import {readSealed, updateLock, type Refused} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import type {Approved, LockEntry, Waiting} from '../catalog/release.ts'
import type {Host} from '../operation.ts'
import type {Plugin} from '../plugin.ts'
import {movedTo} from './difference.ts'
import {eased} from './eased.ts'
import {toolsTaken, waitingOf} from './install.ts'
import {obtain, type Obtained} from './obtain.ts'
import {proposalOf, type Proposal} from './proposal.ts'
import {keep, tidy} from './store.ts'

/** `current`: there was nothing newer. `restored`: damaged files were replaced by the approved ones. `waiting`: it is held. */
export type Updated = Proposal & {readonly state: 'current' | 'restored' | 'switched' | 'waiting'}

/**
 * Fetches a plugin once more, from where it came or from `source`. What asks for no more than was agreed to, is newer and
 * as well signed takes its place at once; anything else waits for somebody to approve it, and the old one runs on.
 */
export async function update(
  host: Host,
  work: Work,
  name: string,
  source?: string,
): Promise<Updated | Refused> {
  const places = placesOf(host.around, host.paths)
  await tidy(places)
  const known = (release?: LockEntry['approved'] | Waiting) => release?.from?.source
  const {lock, problem: unsealed} = readSealed(places)
  const entry = lock.get(name)
  const from = known(entry?.waiting) ?? known(entry?.approved)
  if (unsealed !== undefined) return {problems: [unsealed]}
  if (entry === undefined || from === undefined) return {problems: [problem('not_installed', {name})]}
  return obtain(host, work, source ?? from, async (obtained) => {
    if (obtained.plugin.name !== name)
      return {problems: [problem('update_name', {name, found: obtained.plugin.name})]}
    return place(host, work, places, obtained)
  })
}

async function place(host: Host, work: Work, places: Places, obtained: Obtained): Promise<Updated | Refused> {
  const {name, dir} = obtained.plugin
  let updated: Updated | Refused = {problems: [problem('not_installed', {name})]}
  const problems = await updateLock(places, name, async (entry) => {
    if (entry === undefined) return {problems: [problem('not_installed', {name})]}
    const {plugins} = await discover(places)
    const taken = toolsTaken(obtained.plugin, plugins)
    if (taken.length > 0) return {problems: taken}
    const before = movedTo(entry, name, places.store, dir)
    const proposed = proposalOf(work.world, obtained, before)
    if ('problems' in proposed) return proposed
    const more = proposed.adds
    const adds = more.length > 0 ? more : easedBy(obtained, entry, plugins.get(name))
    const proposal = {...proposed, adds}
    const {state, ...change} = changeBy(host, work, obtained, before, proposal)
    updated = {...proposal, ...(change.waiting && {because: change.waiting.because}), state}
    if (state !== 'current') keep(places.store, obtained.staged, dir)
    return {...entry, ...change} as LockEntry
  })
  await tidy(places)
  return problems.length > 0 ? {problems} : updated
}

/** Of files that are not the approved ones nobody knows what their commands were approved for. */
function easedBy({plugin, release}: Obtained, {approved}: LockEntry, now: Plugin | undefined): string[] {
  if (approved === undefined || approved.digest === release.digest) return []
  const [before, after] = [now, plugin].map((each) => each?.load())
  const known = now?.state !== 'modified' && before !== undefined && 'commands' in before
  return after !== undefined && 'commands' in after ? eased(known ? before.commands : [], after.commands) : []
}

/** The entry as it is from now on. A key that is `undefined` is taken out when it is written. */
function changeBy(
  host: Host,
  work: Work,
  {release}: Obtained,
  entry: LockEntry,
  {adds, permissions, calls}: Proposal,
) {
  const {approved, waiting, tampered} = entry
  const same = approved?.digest === release.digest
  if (same && tampered === undefined) return {state: 'current', waiting: undefined} as const
  if (same) return {state: 'restored', tampered: undefined, waiting: undefined} as const
  const because = approved === undefined ? 'new' : heldBecause(approved, release, adds)
  if (approved === undefined || because !== undefined) {
    const held = waitingOf(host, work, {release}, because ?? 'new')
    return waiting?.digest === release.digest
      ? ({state: 'waiting', waiting} as const)
      : ({state: 'waiting', waiting: held} as const)
  }
  const time = new Date(host.now()).toISOString()
  const next: Approved = {...release, permissions, calls, approver: approved.approver, time}
  return {
    state: 'switched',
    approved: next,
    previous: approved,
    waiting: undefined,
    tampered: undefined,
  } as const
}

/** Undefined where nobody has to look at it first. */
function heldBecause(
  approved: Approved,
  {version, from, key}: Obtained['release'],
  adds: readonly string[],
): Waiting['because'] | undefined {
  if (adds.length > 0) return 'widened'
  if (approved.key !== undefined && key !== approved.key) return 'signature'
  if (from?.source !== approved.from?.source) return 'source'
  if (isOlder(version, approved.version)) return 'older'
  const pinned = from?.source.startsWith('/') === false
  return version === approved.version && pinned ? 'replaced' : undefined
}
