import {checkInput} from '../../manifest/check.ts'
import {bind} from '../../rbac/bind.ts'
import type {Permission} from '../../rbac/claim.ts'
import type {Decision, Principal} from '../../rbac/decision.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {noRole} from '../operations/roles.ts'
import {knowsRoles} from '../approves.ts'
import type {World} from '../world.ts'
import {find, inputOf, takenBy, type Target} from '../target.ts'
import {terminalOnly} from '../terminal-only.ts'
import {unready} from '../unready.ts'
import {verdictOn, wantedBy} from '../wanted.ts'
import {absentStep} from './absent-step.ts'
import {secretInput} from './secret-input.ts'

/** What an entry would call, as it would be called. */
export type Called = Pick<Work, 'world'> & {
  readonly tool: string
  readonly input: Readonly<Record<string, unknown>>
  readonly role: string
  readonly author: Principal
}

/** What keeps it from being called at its times. Of its role: each right that is missing. */
export type Rights =
  | {readonly problems: readonly Problem[]}
  | {readonly author: readonly Decision[]; readonly role: readonly Decision[]}

const deepest = 5

/** The rights of the entry's role and of its author to all that would be called, the steps of a workflow included. */
export async function rightsOf(called: Called): Promise<Rights> {
  const {world, tool, role} = called
  if (!world.policy.roles.has(role)) return {problems: [absentRole(called)]}
  const target = targetOf(world, tool)
  if (target === undefined) return {problems: [problem('schedule_no_tool', {tool})]}
  if ('code' in target) return {problems: [target]}
  if (target.plugin?.name === 'setup_cron') return {problems: [problem('schedule_itself', {tool})]}
  if (target.command !== undefined && terminalOnly(target.command))
    return {problems: [problem('schedule_for_people', {tool})]}
  const absent = absentStep(world, tool)
  if (absent !== undefined) return {problems: [absent]}
  const secret = secretInput(inputOf(target), called.input)
  if (secret !== undefined)
    return {problems: [problem('schedule_secret', {input: secret, plugin: target.plugin?.name ?? tool})]}
  return decided(called, target, called.input, 0)
}

/** The nearest is said to an author who may know of roles: whoever only edits the schedule would learn their names by guessing. */
function absentRole({world: {policy}, author, role}: Called): Problem {
  return knowsRoles(policy, author) ? noRole(policy, role) : problem('role_missing', {role})
}

async function decided(
  called: Called,
  target: Target,
  input: Called['input'],
  depth: number,
  within?: Permission,
): Promise<Rights> {
  const checked = await checkInput(takenBy(target), input)
  if ('problems' in checked) return checked
  const {world, author} = called
  const {wanted, problems} = wantedBy(target, world, {unsandboxed: false}, within)
  if (problems.length > 0) return {problems: unready(target, world.config, problems).problems}
  const exact = bind(wanted.permissions, checked.values)
  if ('problems' in exact) return exact
  const exactly = {...wanted, permissions: exact.permissions}
  const refusals = (by: Principal) =>
    verdictOn(target, exactly, world, {by, door: 'clock'}).decisions.filter(({effect}) => effect !== 'allow')
  const role = {name: 'entry', roles: [called.role], evidence: 'entry'}
  const own = {author: refusals(author), role: refusals(role)}
  const entrypoint = target.command?.entrypoint
  if (typeof entrypoint !== 'object' || !('workflow' in entrypoint) || depth >= deepest) return own
  const cover = exact.permissions.find(({text}) => text === `${wanted.plugin}:execute`)
  const steps = entrypoint.workflow.map(async ({call, input = {}}) => {
    const step = find(world, call)
    if (step === undefined || 'problem' in step) return {author: [], role: []}
    return decided(called, step, input, depth + 1, cover)
  })
  return together([own, ...(await Promise.all(steps))])
}

/** A command of an enabled plugin. Parrot's own operations are for people: the clock has no business with most of them. */
function targetOf(world: World, tool: string): Target | Problem | undefined {
  const target = find(world, tool)
  if (target === undefined) return undefined
  if ('problem' in target) return target.problem
  return target.operation === undefined || target.operation.scheduled === true ? target : undefined
}

function together(all: readonly Rights[]): Rights {
  const problems = all.flatMap((one) => ('problems' in one ? one.problems : []))
  if (problems.length > 0) return {problems}
  const of = (whose: 'author' | 'role') => all.flatMap((one) => ('problems' in one ? [] : one[whose]))
  return {author: of('author'), role: of('role')}
}
