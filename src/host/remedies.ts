import type {Door, Principal} from '../rbac/decision.ts'
import {explain} from '../rbac/explain.ts'
import type {Problem} from '../text/problem.ts'
import {mayRun} from './visible.ts'
import type {Values} from './admit.ts'
import type {World} from './world.ts'

/** The roles that may run it, and the edits of roles that would let this principal. */
export type Remedies = {readonly roles: readonly string[]; readonly edits: readonly Problem[]}

/** What would have to be otherwise for `by` to run this tool through `door` with this input. Nothing, where they may already. */
export function remedies(
  world: World,
  by: Principal,
  tool: string,
  door: Door,
  input: Values = {},
): Remedies {
  const {policy} = world
  const {owner, ...alone} = by
  const roles = [...policy.roles.keys()].filter(
    (role) =>
      mayRun(world, {by: {name: role, roles: [role], evidence: 'named'}, door}, tool, input).effect ===
      'allow',
  )
  const own = mayRun(world, {by: alone, door}, tool, input)
  const edits = own.effect === 'allow' ? [] : explain(policy, alone, own)
  return owner === undefined
    ? {roles, edits}
    : {roles, edits: [...edits, ...remedies(world, owner, tool, 'terminal', input).edits]}
}
