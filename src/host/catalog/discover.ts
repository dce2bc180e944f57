import {join} from 'node:path'
import {openChecked, saveChecked, type Checked} from '../../config/checked.ts'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Catalog, Listed, Origin, Plugin, State} from '../plugin.ts'
import {candidatesIn, type Candidate, type Listing} from './candidates.ts'
import {installed} from './installed.ts'
import {readLock, type Lock} from './lock.ts'
import {recall, type Inspected, type Note} from './recall.ts'
import type {LockEntry} from './release.ts'
import type {Digests} from './shipped.ts'

export type Places = {
  readonly folders: Readonly<Record<Origin, string>>
  /** Of the plugins that come with Parrot, as the build wrote them. */
  readonly digests: Digests
  /** plugins.lock.json, and the key that seals it. */
  readonly lock: string
  readonly key: string
  /** Where the files of installed plugins are; see installed.ts. */
  readonly store: string
  /** Where plugins keep what is theirs, a folder each. */
  readonly data: string
  /** A folder of this user's alone; made when it is missing. */
  readonly cache: string
  readonly uid: number
  readonly version: string
  /** As `process.platform` has it. */
  readonly platform: string
}

/** Shipped ones first: who comes later cannot take a name that is there. */
const origins: readonly Origin[] = ['shipped', 'system', 'user']

/**
 * Every plugin there is, in its state, and a problem for each that is left out; one broken plugin never hides another.
 * Nothing of a plugin is run, and what passed in the same state before is not checked again. Where the lock cannot be
 * trusted no plugin is enabled.
 */
export async function discover(places: Places): Promise<Catalog> {
  const {uid, version} = places
  const read = readLock(places)
  const lock = 'lock' in read ? read.lock : undefined
  const checked = openChecked<Note>(join(places.cache, 'plugins.json'), version, uid)
  const listings = openChecked<Listing>(join(places.cache, 'folders.json'), version, uid)
  const catalog = {
    plugins: new Map<string, Plugin>(),
    commands: new Map<string, {plugin: Plugin; command: Listed}>(),
    problems: 'problem' in read ? [read.problem] : [],
  }

  for (const origin of origins) {
    const {candidates, problems} = candidatesIn(places.folders[origin], origin, uid, listings)
    catalog.problems.push(...problems)
    const known = origin === 'user' ? installed(lock, places.store) : []
    for (const candidate of [...known, ...candidates]) {
      const entry = lock?.get(candidate.name)
      if (entry?.going !== undefined) continue
      const approved = origin === 'shipped' ? places.digests[candidate.name] : entry?.approved?.digest
      const found =
        recall(candidate, approved, checked, uid) ?? (await inspected(candidate, approved, checked, places))
      catalog.problems.push(
        ...('problems' in found ? found.problems : add(catalog, pluginOf(candidate, found, lock, approved))),
      )
    }
  }
  saveChecked(checked)
  saveChecked(listings)
  return catalog
}

/** Loaded only for what was not seen in this state before. */
async function inspected(
  candidate: Candidate,
  approved: string | undefined,
  checked: Checked<Note>,
  places: Places,
) {
  const {inspect} = await import('./inspect.ts')
  const built = candidate.origin === 'shipped' ? approved : undefined
  return inspect(candidate, {wanted: approved !== undefined, built}, checked, places)
}

function pluginOf(
  {dir, origin}: Candidate,
  {summary, stamp, load}: Inspected,
  lock: Lock | undefined,
  approved: string | undefined,
): Plugin {
  const {name, version, description, commands, risk, digest} = summary
  const same = approved !== undefined && digest === approved
  const entry = lock?.get(name)
  const state = lock === undefined ? closed(origin) : stateOf(origin, entry, same)
  return {
    name,
    version,
    description,
    dir,
    origin,
    state,
    commands,
    risk,
    stamp,
    load,
    ...(approved !== undefined && {approved}),
    ...(entry !== undefined && {entry}),
  }
}

function stateOf(origin: Origin, entry: LockEntry | undefined, same: boolean): State {
  if (entry?.approved === undefined && origin !== 'shipped') return 'not_enabled'
  if (entry?.tampered !== undefined) return 'modified'
  if (entry?.enabled === false) return 'disabled'
  return same ? 'enabled' : 'modified'
}

const closed = (origin: Origin): State => (origin === 'shipped' ? 'disabled' : 'not_enabled')

type Growing = {
  readonly plugins: Map<string, Plugin>
  readonly commands: Map<string, {plugin: Plugin; command: Listed}>
}

/** Adds the plugin with its commands, or neither. */
function add({plugins, commands}: Growing, plugin: Plugin): Problem[] {
  const {name, dir} = plugin
  const first = plugins.get(name)
  if (first !== undefined)
    return [problem('plugin_shadows', {name, dir: printable(dir), other: printable(first.dir)})]
  const enabled = plugin.state === 'enabled' ? plugin.commands : []
  const taken = enabled.find(({tool}) => commands.has(tool))
  if (taken !== undefined)
    return [
      problem('tool_taken', {name, tool: taken.tool, other: commands.get(taken.tool)?.plugin.name ?? ''}),
    ]
  plugins.set(name, plugin)
  for (const command of enabled) commands.set(command.tool, {plugin, command})
  return []
}
