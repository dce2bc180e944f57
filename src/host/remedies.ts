import {decide} from '../rbac/decide.ts'
import type {Decision, Door, Principal} from '../rbac/decision.ts'
import {cures, explain} from '../rbac/explain.ts'
import {readPermission} from '../rbac/permission.ts'
import type {Policy} from '../rbac/policy.ts'
import type {Problem} from '../text/problem.ts'
import {mayRun} from './visible.ts'
import type {Values} from './admit.ts'
import type {World} from './world.ts'

/** The roles that may run it, and the edits of roles that would let this principal. */
export type Remedies = {readonly roles: readonly string[]; readonly edits: readonly Problem[]}

/**
 * What would have to be otherwise for `by` to run this tool through `door` with this input. Where they may already, `denied` is what they
 * were refused within it, such as to ask about others.
 */
export function remedies(
  world: World,
  by: Principal,
  tool: string,
  door: Door,
  input: Values = {},
  denied?: Decision,
): Remedies {
  const {policy} = world
  const {owner, ...alone} = by
  const may = (asker: Principal) => mayRun(world, {by: asker, door}, tool, input).effect === 'allow'
  const roles = [...policy.roles.keys()].filter((role) => may({name: role, roles: [role], evidence: 'named'}))
  if (denied !== undefined && may(by)) return within(policy, by, roles, denied)
  const own = mayRun(world, {by: alone, door}, tool, input)
  const edits = own.effect === 'allow' ? [] : explain(policy, alone, own)
  return owner === undefined
    ? {roles, edits}
    : {roles, edits: [...edits, ...remedies(world, owner, tool, 'terminal', input).edits]}
}

/** Of the roles that may run the tool those that allow this too. */
function within(policy: Policy, by: Principal, roles: readonly string[], denied: Decision): Remedies {
  const right = readPermission(denied.permission)
  if ('code' in right) return {roles, edits: []}
  const {owner, ...alone} = by
  const whose = denied.whose === undefined ? alone : (owner ?? alone)
  return {
    roles: roles.filter((role) => decide(policy, {roles: [role]}, right).effect === 'allow'),
    edits: cures(policy, whose, denied),
  }
}
