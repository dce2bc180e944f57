import type {Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import type {Wanting} from '../install/install.ts'
import {isElsewhere} from '../install/source.ts'
import {done, wrong, type Operation} from '../operation.ts'
import {namedWith} from './named.ts'
import {tell} from './plugin-event.ts'

const text = {type: 'string'} as const

/** Fetches a plugin and keeps it, not enabled. Answers what approving it would mean. */
export const pluginInstall: Operation = {
  tool: 'plugin_install',
  permissions: ['plugin:install'],
  changes: true,
  terminal: true,
  files: ({source}) => isOfThisMachine(source),
  input: {
    type: 'object',
    required: ['source'],
    properties: {
      source: {...text, description: 'A folder, a .tgz, an npm name, or a git address'},
      digest: {...text, description: 'The only files that will do'},
      accept: {...text, description: 'The only permissions that will do'},
    },
    additionalProperties: false,
  },
  run: async (host, work) => {
    const {install} = await import('../install/install.ts')
    const proposal = await install(host, work, work.values as Wanting)
    if ('problems' in proposal) return failed(work, proposal.problems)
    await tell(host, work, 'PLUGIN_INSTALLED', about(proposal))
    return done(proposal)
  },
}

/** Fetches a plugin once more. What widens what it may do is held until somebody approves it. */
export const pluginUpdate: Operation = {
  tool: 'plugin_update',
  permissions: ['plugin:install'],
  changes: true,
  terminal: true,
  files: ({source}) => isOfThisMachine(source),
  input: namedWith({source: {...text, description: 'From somewhere else than before'}}),
  run: async (host, work) => {
    const {name, source} = work.values as {readonly name: string; readonly source?: string}
    const [{update}, {absent}] = await Promise.all([
      import('../install/update.ts'),
      import('../install/absent.ts'),
    ])
    const missing = absent(host, work, name)
    if (missing !== undefined) return wrong(missing)
    const updated = await update(host, work, name, source)
    if ('problems' in updated) return failed(work, updated.problems)
    const {state, because} = updated
    if (state !== 'current')
      await tell(host, work, 'PLUGIN_UPDATED', {...about(updated), state, ...(because && {because})})
    return done(updated)
  },
}

/** Enables a plugin in the folder where somebody works on it, as it is now. */
export const pluginLink: Operation = {
  tool: 'plugin_link',
  permissions: ['plugin:approve'],
  changes: true,
  terminal: true,
  files: true,
  input: {
    type: 'object',
    required: ['folder'],
    properties: {
      folder: {...text, description: "The plugin's folder"},
      accept: {...text, description: 'The digest of what it asks for'},
    },
    additionalProperties: false,
  },
  run: async (host, work) => {
    const {folder, accept} = work.values as {readonly folder: string; readonly accept?: string}
    const {link} = await import('../install/link.ts')
    const linked = await link(host, work, folder, accept)
    if ('problems' in linked) return failed(work, linked.problems)
    if (linked.state === 'linked')
      await tell(host, work, 'PLUGIN_APPROVED', {...about(linked), linked: folder})
    return done(linked)
  },
}

/** All but an address elsewhere and a name of npm's; not looked at, for what lies there may be another thing a moment later. */
function isOfThisMachine(text: unknown): boolean {
  return typeof text === 'string' && !isElsewhere(text)
}

function about({
  name,
  version,
  digest,
  source,
}: {
  name: string
  version: string
  digest: string
  source?: string
}) {
  return {name, version, digest, ...(source !== undefined && {source})}
}

/** It ran and did not succeed, unless it was taken back. */
function failed({request: {signal}}: Work, problems: readonly Problem[]): Answer {
  return {outcome: signal.aborted ? 'cancelled' : 'failed', problems}
}
