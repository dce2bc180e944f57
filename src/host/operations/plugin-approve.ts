import {problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {enable} from '../catalog/enable.ts'
import type {Refused} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import type {Proposal} from '../install/proposal.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'
import {named, namedWith} from './named.ts'
import {tell} from './plugin-event.ts'

const files = {type: 'string', description: 'The digest of its files, as they were shown'} as const

/** What approving it would mean, in words, and the digests that stand for it. Changes nothing. */
export const pluginPropose: Operation = {
  tool: 'plugin_propose',
  permissions: ['plugin:approve'],
  changes: false,
  terminal: true,
  input: namedWith({digest: files}),
  run: async (host, work) => {
    const proposal = await proposalFor(host, work)
    const problems = 'problems' in proposal ? proposal.problems : proposal.unset
    return problems.length > 0 ? wrong(...problems) : done(proposal)
  },
}

/** Approves a plugin and switches it on: these files, for what was accepted. With a `digest`, only if they are still those. */
export const pluginApprove: Operation = {
  tool: 'plugin_approve',
  permissions: ['plugin:approve'],
  changes: true,
  terminal: true,
  input: namedWith(
    {
      accept: {type: 'string', description: 'The digest of what it asks for'},
      digest: files,
    },
    ['accept'],
  ),
  run: async (host, work) => {
    const {accept, digest} = work.values as {readonly accept: string; readonly digest?: string}
    const proposal = await proposalFor(host, work)
    if ('problems' in proposal) return wrong(...proposal.problems)
    if (proposal.unset.length > 0) return wrong(...proposal.unset)
    const {name, version, calls, permissions} = proposal
    if (accept !== proposal.accept) return wrong(problem('accept_wrong', {name, accept: proposal.accept}))
    const places = placesOf(host.around, host.paths)
    const agreed = {name, digest: digest ?? proposal.digest, permissions, calls}
    const [{approve}, {tidy}] = await Promise.all([
      import('../catalog/approve.ts'),
      import('../install/store.ts'),
    ])
    const problems = await approve(
      places,
      agreed,
      work.request.by.name,
      new Date(host.now()),
      work.world.config.install,
    )
    if (problems.length > 0) return wrong(...problems)
    await tidy(places)
    await tell(host, work, 'PLUGIN_APPROVED', {name, version, digest: agreed.digest, permissions, calls})
    return done(proposal)
  },
}

/** Switches on what is approved already, or comes with Parrot. */
export const pluginEnable: Operation = {
  tool: 'plugin_enable',
  permissions: ['plugin:approve'],
  changes: true,
  terminal: true,
  input: named,
  run: async (host, work) => {
    const name = String(work.values['name'])
    const problems = await enable(placesOf(host.around, host.paths), name)
    if (problems.length > 0) return wrong(...problems)
    await tell(host, work, 'PLUGIN_ENABLED', {name})
    return done({name, state: 'enabled'})
  },
}

async function proposalFor(host: Host, {world, values}: Work): Promise<Proposal | Refused> {
  const [{propose}, {proposalOf}] = await Promise.all([
    import('../catalog/approve.ts'),
    import('../install/proposal.ts'),
  ])
  const places = placesOf(host.around, host.paths)
  const {name, digest} = values as {readonly name: string; readonly digest?: string}
  const candidate = await propose(places, name, world.config.install, digest)
  return 'problems' in candidate ? candidate : proposalOf(world, candidate, candidate.entry)
}
