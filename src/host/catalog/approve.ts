import {defaults, type Config} from '../../config/config.ts'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {checkPlugin, type Checked} from '../install/check.ts'
import {movedTo} from '../install/difference.ts'
import {keep} from '../install/store.ts'
import type {Catalog, Plugin} from '../plugin.ts'
import {dependencyProblems} from './dependencies.ts'
import {discover, type Places} from './discover.ts'
import {nothingCalled} from './enable.ts'
import {releaseFolder} from './installed.ts'
import {updateLock, type Refused} from './lock.ts'
import type {Approved, LockEntry, Release} from './release.ts'
import {readTree} from './tree.ts'
import {untrusted} from './untrusted.ts'

/** What somebody is asked to approve: the release that waits, else the plugin's folder as it is now; `entry` as if it lay there. */
export type Candidate = Checked & {readonly entry?: LockEntry}

/** Exactly these files, for exactly this. */
export type Agreement = {
  readonly name: string
  readonly digest: string
  /** Expanded, as they are meant on this machine. */
  readonly permissions: readonly string[]
  readonly calls: readonly string[]
}

/**
 * What approving the plugin would be about, or everything that speaks against it. Changes nothing. An update that waits is not it where
 * `digest` names the files that were approved before.
 */
export async function propose(
  places: Places,
  name: string,
  install: Config['install'] = defaults.install,
  digest?: string,
): Promise<Candidate | Refused> {
  const catalog = await discover(places)
  const plugin = catalog.plugins.get(name)
  if (plugin === undefined) return {problems: [nothingCalled(name, catalog), ...about(catalog, places, name)]}
  if (plugin.origin === 'shipped') return {problems: [problem('approve_shipped', {name})]}
  const {entry} = plugin
  const waiting = digest !== undefined && digest === entry?.approved?.digest ? undefined : entry?.waiting
  const dir = waiting ? releaseFolder(places.store, name, waiting.digest) : plugin.dir
  const checked = await checkPlugin(dir, undefined, places, install)
  if ('problems' in checked) return checked
  const tree = readTree(dir)
  const problems = [
    ...toolsTaken(catalog, checked.plugin),
    ...dependencyProblems(catalog, checked.plugin),
    ...('problem' in tree ? [tree.problem] : untrusted(checked.plugin, tree, places.uid)),
  ]
  if (problems.length > 0) return {problems}
  return {
    ...checked,
    release: withSource(checked.release, entry),
    ...(entry && {entry: movedTo(entry, name, places.store, dir)}),
  }
}

/**
 * Approves what was agreed to, provided it is still what is there. From the next discovery on the plugin is enabled; when
 * it changes, it is `modified` and this must be done again.
 */
export async function approve(
  places: Places,
  agreed: Agreement,
  approver: string,
  now: Date,
  install: Config['install'] = defaults.install,
): Promise<readonly Problem[]> {
  const {name, digest, permissions, calls} = agreed
  const current = await propose(places, name, install, digest)
  if ('problems' in current) return current.problems
  const {release, plugin} = current
  if (release.digest !== digest) return [problem('proposal_changed', {name})]
  const approved = {...release, permissions, calls, approver, time: now.toISOString()}
  return updateLock(places, name, (entry) => {
    moveTo(places, plugin.dir, approved, name)
    return entryWith(approved, entry)
  })
}

/** Files that were changed where they lie come from where they came from, but are not what was in the tarball. */
function withSource(release: Release, entry: LockEntry | undefined): Release {
  const {approved, waiting = approved} = entry ?? {}
  const known = release.digest === approved?.digest ? approved : waiting
  if (known?.from === undefined) return release
  const {integrity, ...from} = known.from
  return {...release, from: {...from, ...(integrity && known.digest === release.digest && {integrity})}}
}

/** A release lies under its digest, also one whose files were changed where they lay. */
function moveTo({store}: Places, dir: string, {digest, from}: Approved, name: string): void {
  const place = releaseFolder(store, name, digest)
  if (from !== undefined && dir !== place) keep(store, dir, place)
}

/** What ran until now stays, to go back to, where this is another release and not other files in its place; what waits goes on waiting where it is the same. */
function entryWith(approved: Approved, entry: LockEntry | undefined): LockEntry {
  const {approved: last, previous, waiting, linked} = entry ?? {}
  const again = approved.digest === last?.digest
  const before = waiting !== undefined && last?.from !== undefined && !again ? last : previous
  return {
    enabled: true,
    approved,
    ...(before !== undefined && {previous: before}),
    ...(again && waiting !== undefined && {waiting}),
    ...(linked !== undefined && {linked}),
  }
}

/** What discovery had to say about the folders of this name, and of no other in whose tree a folder is called so. */
function about({problems}: Catalog, {folders, store}: Places, name: string): Problem[] {
  const own = [...Object.values(folders), store].map((folder) => printable(`${folder}/${name}`))
  const isOwn = (value: string) => own.some((folder) => value === folder || value.startsWith(`${folder}/`))
  return problems.filter(({params}) => Object.values(params).map(String).some(isOwn))
}

/** A plugin that is not enabled yet takes no part in who has which tool. */
function toolsTaken({commands}: Catalog, {name, commands: own}: Plugin): Problem[] {
  return own.flatMap(({tool}) => {
    const other = commands.get(tool)?.plugin.name ?? name
    return other === name ? [] : [problem('tool_taken', {name, tool, other})]
  })
}
