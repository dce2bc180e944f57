import {approves} from '../approves.ts'
import type {Work} from '../walk.ts'
import {placesOf} from '../catalog/places.ts'
import {stateNow} from '../catalog/verify-tree.ts'
import {noPlugin} from '../no-plugin.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'
import type {Plugin} from '../plugin.ts'
import {seen} from '../visible.ts'
import {named} from './named.ts'

/** Everything about one plugin: what it says of itself, what it may do in words, whose it is, and who approved it when. */
export const pluginInspect: Operation = {
  tool: 'plugin_inspect',
  permissions: [],
  changes: false,
  input: named,
  run: async (host, work) => {
    const name = String(work.values['name'])
    const {catalog, policy} = work.world
    const plugin = catalog.plugins.get(name)
    const known = approves(policy, work.request.by) || (plugin && seen(plugin, work.world, work.request))
    if (plugin === undefined || known !== true) return wrong(noPlugin(work, name))
    const loaded = plugin.load()
    if ('problem' in loaded) return wrong(loaded.problem)
    const {askedOf} = await import('../install/asked.ts')
    const asked = askedOf(work.world, plugin)
    if ('problems' in asked) return wrong(...asked.problems)
    const {manifest} = loaded
    const proposal = await proposed(host, work, plugin)
    const waits = plugin.entry?.waiting !== undefined
    return done({
      ...asked,
      ...(await about(host, plugin)),
      ...(proposal && !waits && {accept: proposal.accept}),
      manifest,
      waiting: waits ? proposal : null,
    })
  },
}

async function about({around, paths}: Host, plugin: Plugin) {
  const {version, description, origin, dir, entry, approved} = plugin
  const release = entry?.approved ?? entry?.waiting
  return {
    version,
    description,
    origin,
    dir,
    state: await stateNow(plugin, placesOf(around, paths)),
    digest: approved ?? release?.digest ?? null,
    source: release?.from ?? null,
    key: release?.key ?? null,
    approver: entry?.approved?.approver ?? null,
    approvedAt: entry?.approved?.time ?? null,
    tamperedSince: entry?.tampered ?? null,
    previous: entry?.previous?.version ?? null,
  }
}

/** What approving it again would mean, of a held update where one waits; null where nothing was approved, or nothing can be. */
async function proposed({around, paths}: Host, {world}: Work, {name, entry}: Plugin) {
  if (entry?.approved === undefined) return null
  const [{propose}, {proposalOf}] = await Promise.all([
    import('../catalog/approve.ts'),
    import('../install/proposal.ts'),
  ])
  const candidate = await propose(placesOf(around, paths), name, world.config.install)
  const proposal = 'problems' in candidate ? candidate : proposalOf(world, candidate, candidate.entry)
  return 'problems' in proposal ? null : proposal
}
