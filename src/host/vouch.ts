import type {EventDraft} from '../events/journal.ts'
import type {Wanted} from '../rbac/authorise.ts'
import {inWords} from '../rbac/words.ts'
import {problem} from '../text/problem.ts'
import {unknown, type Answer} from './answer.ts'
import type {Walk} from './walk.ts'
import type {Places} from './catalog/discover.ts'
import {readLock, readSealed, updateLock} from './catalog/lock.ts'
import {verifyTree} from './catalog/verify-tree.ts'
import {notConsented} from './consented.ts'
import type {Plugin} from './plugin.ts'
import {tamperedHere} from './tampered.ts'
import type {Target} from './target.ts'

type Vouching = {
  readonly places: () => Places
  readonly now: () => number
  readonly record: (event: EventDraft) => Promise<unknown>
}

/**
 * What speaks against starting this now: it was switched off, files that are not the approved ones, a lock that somebody else
 * wrote, or more to be given than was consented to. A plugin whose files have changed is switched off until it is approved again.
 */
export async function vouch(
  deps: Vouching,
  target: Target,
  wanted: Wanted,
  walk: Walk,
): Promise<Answer | undefined> {
  const {plugin} = target
  if (plugin === undefined) return undefined
  const places = deps.places()
  const off = await switchedOff(places, target, plugin, walk)
  if (off !== undefined) return off
  if (plugin.state === 'modified' || !(await verifyTree(plugin, places))) {
    await suspend(deps, places, plugin, walk)
    return tamperedHere(places, target, walk)
  }
  if (plugin.origin === 'shipped') return undefined
  const {lock, problem: unsealed} = readSealed(places)
  if (unsealed !== undefined) return {outcome: 'tampered', problems: [unsealed]}
  const {name} = plugin
  const approved = lock.get(name)?.approved
  if (approved?.digest !== plugin.approved)
    return {outcome: 'tampered', problems: [problem('not_approved', {name})]}
  const more = notConsented(approved?.permissions ?? [], wanted)
  if (more.length === 0) return undefined
  const words = more.map(inWords).join('; ')
  return {outcome: 'needs_approval', problems: [problem('consent_widened', {name, words})]}
}

/** By the lock of now: the call's world may be older, where its input was waited for. A seal is not needed to believe a no. */
async function switchedOff(
  places: Places,
  target: Target,
  plugin: Plugin,
  walk: Walk,
): Promise<Answer | undefined> {
  const read = readLock(places)
  const entry = 'lock' in read ? read.lock.get(plugin.name) : undefined
  if (plugin.state !== 'enabled' || entry?.enabled !== false) return undefined
  if (entry.tampered !== undefined) return tamperedHere(places, target, walk)
  const plugins = new Map(walk.world.catalog.plugins).set(plugin.name, {...plugin, state: 'disabled'})
  return unknown({...walk, world: {...walk.world, catalog: {...walk.world.catalog, plugins}}})
}

/**
 * Told once: from then on the lock says so, whatever is done to the files. Told first, because nobody tells it again of one that the
 * lock has as changed; and told where the lock cannot be written too.
 */
async function suspend({now, record}: Vouching, places: Places, plugin: Plugin, walk: Walk): Promise<void> {
  if (plugin.origin === 'shipped' || plugin.entry?.tampered !== undefined) return
  let known = false
  await updateLock(places, plugin.name, async (entry) => {
    known = entry?.tampered !== undefined
    if (known || entry === undefined) return {problems: []}
    await record(found(plugin, walk))
    known = true
    return {...entry, enabled: false, tampered: new Date(now()).toISOString()}
  })
  if (!known) await record(found(plugin, walk))
}

function found({name, version, approved}: Plugin, {id, request: {door, by}, above}: Walk): EventDraft {
  return {
    event_type: 'PLUGIN_TAMPERED',
    payload: {call: id, plugin: name, version, approved, who: by.name, door},
    source: door,
    correlation_id: above?.root ?? id,
  }
}
