import {resolve} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {isResource, readPermission} from '../../rbac/permission.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {placesOf} from '../catalog/places.ts'
import type {Trial} from '../install/trial.ts'
import {done, wrong, type Operation} from '../operation.ts'
import {referenceOf} from '../secrets/reference.ts'

const text = {type: 'string'} as const

/** Runs the examples of a plugin in a folder, in the sandbox and in a home that is gone afterwards. One that differs is a finding. */
export const pluginTest: Operation = {
  tool: 'plugin_test',
  permissions: ['plugin:author'],
  changes: true,
  terminal: true,
  files: true,
  input: {
    type: 'object',
    required: ['folder', 'trials'],
    properties: {
      folder: {...text, description: "The plugin's folder"},
      accept: {...text, description: 'The digest of what it asks for'},
      trials: {type: 'array', maxItems: 200, items: {type: 'object', required: ['run', 'tool', 'input']}},
    },
    additionalProperties: false,
  },
  run: async (host, work) => {
    const {folder, accept, trials} = work.values as {
      folder: string
      accept?: string
      trials: readonly Trial[]
    }
    const [{asGiven}, {checkPlugin}, {proposalOfTrials}, {tryOut}] = await Promise.all([
      import('../install/as-given.ts'),
      import('../install/check.ts'),
      import('../install/proposal-of-trials.ts'),
      import('../install/try-out.ts'),
    ])
    const dir = resolve(host.around.cwd, folder)
    const checked = await checkPlugin(
      dir,
      undefined,
      placesOf(host.around, host.paths),
      work.world.config.install,
    )
    if ('problems' in checked) return wrong(...asGiven(folder, checked.problems))
    const secret = trials.flatMap(followed)[0]
    if (secret !== undefined) return wrong(secret)
    const proposal = proposalOfTrials(work.world, checked, trials)
    if ('problems' in proposal) return wrong(...proposal.problems)
    if (proposal.unset.length > 0) return wrong(...proposal.unset)
    if (proposal.typed.length > 0)
      return wrong(problem('test_root', {name: proposal.name, right: proposal.typed[0] ?? ''}))
    if (asksForMore(proposal.permissions) && accept !== proposal.accept)
      return done({...proposal, state: 'waiting'})
    const tried = await tryOut(host, work, {...checked, proposal}, trials)
    if ('problems' in tried) return wrong(...tried.problems)
    const passed = tried.every((each) => each.passed)
    if (work.request.signal.aborted) return {outcome: 'cancelled', problems: []}
    return {outcome: passed ? 'ok' : 'findings', problems: [], output: {name: proposal.name, examples: tried}}
  },
}

/** Where a secret is, an administrator says: a stranger's example would have any file of the user's read, and shown to it. */
function followed({run, config = {}}: Trial): Problem[] {
  const key = Object.keys(config).find((name) => referenceOf(config[name]) !== undefined)
  return key === undefined ? [] : [problem('test_secret', {run: printable(run), key: printable(key)})]
}

/** Facts are about the machine and change nothing; for anything else of it somebody has to agree. */
function asksForMore(permissions: readonly string[]): boolean {
  return permissions
    .map(readPermission)
    .some((each) => 'claim' in each && isResource(each) && each.area !== 'facts')
}
