import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Catalog, Plugin} from '../plugin.ts'
import {dependencyProblems} from './dependencies.ts'
import {discover, type Places} from './discover.ts'
import {updateLock} from './lock.ts'
import {digestOf} from './tree-digest.ts'
import {readTree, type Tree} from './tree.ts'
import {stampOf} from '../../config/checked.ts'

/** What somebody is asked to approve: exactly these files, for exactly this. */
export type Proposal = {
  readonly name: string
  readonly digest: string
  /** Of all its commands, each once; whoever expands `$CONFIG` and its like puts the result here before it is approved. */
  readonly permissions: readonly string[]
}

type Refused = {readonly problems: readonly Problem[]}

/** What enabling the plugin would approve, or everything that speaks against it. Changes nothing. */
export async function propose(places: Places, name: string): Promise<Proposal | Refused> {
  const catalog = await discover(places)
  const plugin = catalog.plugins.get(name)
  if (plugin === undefined)
    return {problems: [problem('unknown_plugin', {name: printable(name)}), ...about(catalog, name)]}
  const loaded = plugin.load()
  if ('problem' in loaded) return {problems: [loaded.problem]}

  const problems = [...toolsTaken(catalog, plugin), ...dependencyProblems(catalog, plugin)]
  const tree = readTree(plugin.dir)
  if ('problem' in tree) return {problems: [...problems, tree.problem]}
  const found = await digestOf(tree)
  if ('problem' in found) return {problems: [...problems, found.problem]}
  problems.push(...untrusted(plugin, tree, found.digest, places.uid))
  if (problems.length > 0) return {problems}
  return {
    name,
    digest: found.digest,
    permissions: [...new Set(loaded.commands.flatMap(({permissions}) => permissions))],
  }
}

/**
 * Approves what was proposed, provided it is still what is there. From the next discovery on the plugin is enabled; when
 * it changes, it is `modified` and this must be done again.
 */
export async function enable(
  places: Places,
  proposal: Proposal,
  approver: string,
  now: Date,
): Promise<readonly Problem[]> {
  const {name, digest, permissions} = proposal
  const current = await propose(places, name)
  if ('problems' in current) return current.problems
  if (current.digest !== digest) return [problem('proposal_changed', {name})]
  const entry = {digest, permissions, approver, time: now.toISOString(), enabled: true}
  const failure = await updateLock(places.lock, places.uid, name, () => entry)
  return failure === undefined ? [] : [failure]
}

/** From the next discovery on the plugin is not started; what was approved is kept. One that nobody enabled stays as it is. */
export async function disable(
  places: Places,
  name: string,
  approver: string,
  now: Date,
): Promise<readonly Problem[]> {
  const plugin = (await discover(places)).plugins.get(name)
  const shipped = plugin?.origin === 'shipped' ? plugin.approved : undefined
  let known = true
  const failure = await updateLock(places.lock, places.uid, name, (entry) => {
    known = entry !== undefined || plugin !== undefined
    const fresh = shipped && {
      digest: shipped,
      permissions: [],
      approver,
      time: now.toISOString(),
      enabled: false,
    }
    return entry ? {...entry, enabled: false} : fresh || undefined
  })
  if (failure !== undefined) return [failure]
  return known ? [] : [problem('unknown_plugin', {name: printable(name)})]
}

/** What discovery had to say about a folder of this name. */
function about({problems}: Catalog, name: string): Problem[] {
  return problems.filter(({params}) =>
    Object.values(params).some((value) => `${value}/`.includes(`/${name}/`)),
  )
}

/** A plugin that is not enabled yet takes no part in who has which tool. */
function toolsTaken({commands}: Catalog, {name, commands: own}: Plugin): Problem[] {
  return own.flatMap(({tool}) => {
    const other = commands.get(tool)?.plugin.name ?? name
    return other === name ? [] : [problem('tool_taken', {name, tool, other})]
  })
}

/** What has changed since discovery, what Parrot did not ship so, and what others could change after the approval. */
function untrusted(plugin: Plugin, {dir, entries}: Tree, digest: string, uid: number): Problem[] {
  const {name, origin, approved, stamp} = plugin
  const manifest = entries.find(({path}) => path === 'manifest.json')
  if (manifest === undefined || stampOf(manifest.stats).text !== stamp)
    return [problem('plugin_changed', {dir: printable(dir)})]
  if (origin === 'shipped') return digest === approved ? [] : [problem('shipped_modified', {name})]
  const open = entries.find(({kind, stats}) => kind !== 'link' && (stats.mode & 0o022n) !== 0n)
  if (open !== undefined) return [problem('folder_writable', {dir: printable(`${dir}/${open.path}`)})]
  const foreign = entries.find(({stats}) => stats.uid !== BigInt(uid) && stats.uid !== 0n)
  if (foreign === undefined) return []
  return [
    problem('folder_foreign', {dir: printable(`${dir}/${foreign.path}`), owner: Number(foreign.stats.uid)}),
  ]
}
