import {authorise, verdict} from '../../rbac/authorise.ts'
import {bind} from '../../rbac/bind.ts'
import {decide} from '../../rbac/decide.ts'
import type {Principal, Verdict} from '../../rbac/decision.ts'
import {explain} from '../../rbac/explain.ts'
import {principalNamed} from '../../rbac/identify.ts'
import {parsePermissions, readPermission} from '../../rbac/permission.ts'
import {notThere} from '../../text/not-there.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import {refused, type Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Operation} from '../operation.ts'
import {find} from '../target.ts'
import {visible} from '../visible.ts'
import {verdictOn, wantedBy} from '../wanted.ts'

/** Who the host takes the caller for, by what evidence, and all that their roles say. */
export const whoami: Operation = {
  tool: 'whoami',
  permissions: [],
  changes: false,
  run: async (_host, {request: {by}, world: {policy}}) => {
    const rules = by.roles.flatMap((role) => policy.roles.get(role)?.rules ?? [])
    return done({...by, permissions: [...new Set(rules.map(({rule}) => rule.text))]})
  },
}

/** May somebody do something, by which rule, and what would change it. Everyone may ask about themselves. */
export const can: Operation = {
  tool: 'can',
  permissions: [],
  changes: false,
  input: {
    type: 'object',
    required: ['who', 'what'],
    properties: {who: {type: 'string'}, what: {type: 'string'}, inputs: {type: 'object', default: {}}},
    additionalProperties: false,
  },
  run: async (_host, work) => {
    const who = subject(work)
    return 'outcome' in who ? who : answer(work, who)
  },
}

const read = parsePermissions(['rbac:read'])
const aboutOthers = {
  plugin: 'can',
  tool: 'can',
  readOnly: true,
  permissions: 'permissions' in read ? read.permissions : [],
}

function subject({values, request: {by}, world: {policy}}: Work): Principal | Answer {
  const who = String(values['who'])
  if (who === by.name) return by
  const may = authorise(policy, by, aboutOthers, 'terminal')
  if (may.effect !== 'allow') return refused(may)
  const named = principalNamed(policy, who)
  return 'code' in named ? wrong(named) : named
}

function answer(work: Work, who: Principal): Answer {
  const what = String(work.values['what'])
  const tool = what.replaceAll(/[- ]/g, '_')
  const verdict = what.includes(':') ? onPermission(work, who, what) : onTool(work, who, tool)
  if ('code' in verdict) return wrong(verdict)
  const {effect, permission, rule, role} = verdict.because
  const cure = cureFor(work, who, tool, verdict)
  return done({who: who.name, roles: who.roles, what, effect, permission, rule, role, ...(cure && {cure})})
}

function onPermission({world}: Work, who: Principal, text: string): Verdict | Problem {
  const permission = readPermission(text)
  return 'code' in permission ? permission : verdict([decide(world.policy, who, permission)])
}

/** What is not there nobody may run. */
function onTool({world, values, request}: Work, who: Principal, tool: string): Verdict | Problem {
  const target = find(world, tool)
  if (target === undefined || !known(tool, {world, request}))
    return verdict([{effect: 'deny', permission: `plugin:run:${tool}`}])
  if ('problem' in target) return target.problem
  const inputs = values['inputs'] as Readonly<Record<string, unknown>>
  const {wanted} = wantedBy(target, world, {unsandboxed: false})
  const exact = Object.keys(inputs).length === 0 ? wanted : bind(wanted.permissions, inputs)
  if ('problems' in exact) return exact.problems[0] ?? problem('unknown_plugin', {name: tool})
  const exactly = {...wanted, permissions: exact.permissions}
  return verdictOn(target, exactly, world, {by: who, door: 'terminal'})
}

/** Is it there, as far as the one who asks may know? */
function known(tool: string, {world, request}: Pick<Work, 'world' | 'request'>): boolean {
  const may = authorise(world.policy, request.by, aboutOthers, 'terminal').effect === 'allow'
  return may ? find(world, tool) !== undefined : visible(world, request, tool)
}

/** No role helps towards what is not there. */
function cureFor({world, values, request}: Work, who: Principal, tool: string, verdict: Verdict): string {
  const missing = !String(values['what']).includes(':') && !known(tool, {world, request})
  const cures = missing ? [noTool({world, request}, tool)] : explain(world.policy, who, verdict)
  return cures.map(says).join('\n')
}

function noTool(work: Pick<Work, 'world' | 'request'>, name: string): Problem {
  const names = work.world.catalog.commands.keys().filter((tool) => known(tool, work))
  return notThere('unknown_plugin', {name}, name, names)
}
