import {problem, says, type Problem} from '../text/problem.ts'
import type {Permission} from './claim.ts'
import {decide} from './decide.ts'
import type {Decision, Principal, Verdict} from './decision.ts'
import {readPermission} from './permission.ts'
import type {Policy} from './policy.ts'
import {covers, touches} from './rule.ts'
import {fillsGaps, type Held} from './table.ts'

/** The edits of roles that would change `verdict`: those of every decision that has its effect, each once. */
export function explain(policy: Policy, principal: Principal, verdict: Verdict): readonly Problem[] {
  const {effect, because, decisions} = verdict
  const deciding = effect === 'allow' ? [because] : decisions.filter((one) => one.effect === effect)
  const all = deciding.flatMap((decision) => cures(policy, principal, decision))
  const narrower = effect === 'allow' ? [] : deciding.flatMap(forOneValue)
  return [...new Map([...all, ...narrower].map((cure) => [says(cure), cure])).values()]
}

/** Every value is more than most would give. */
function forOneValue({permission: text, consented}: Decision): readonly Problem[] {
  const permission = readPermission(text)
  if ('code' in permission || consented === true) return []
  const {claim, family} = permission
  if (claim.kind !== 'action' || claim.input === undefined) return []
  return [problem('cure_one_value', {input: claim.input, rule: `${family}:<${claim.input}>`})]
}

/**
 * The edits of roles that would change `decision`. With all of them made, what was denied is denied no more,
 * what had to be asked for is allowed, and what was allowed is denied. Empty where no edit of a role could.
 */
export function cures(policy: Policy, principal: Principal, decision: Decision): readonly Problem[] {
  const permission = readPermission(decision.permission)
  if ('code' in permission) return []
  const rule = ruleFor(permission)
  const home = principal.roles.find((role) => policy.roles.has(role))
  if (decision.effect === 'allow')
    return home === undefined ? [] : [problem('cure_forbid', {rule: `!${rule}`, role: home})]
  const held = [...new Set(principal.roles.flatMap((role) => policy.roles.get(role)?.rules ?? []))]
  const removals = held.filter((one) => objects(one, decision, permission))
  return [
    ...removals.map(({rule, role}) => problem('cure_remove', {rule: rule.text, role})),
    ...(decision.consented || held.some((one) => suffices(one, decision, permission))
      ? []
      : [grant(policy, principal, home, permission)]),
  ]
}

function objects({rule}: Held, {effect}: Decision, permission: Permission): boolean {
  return rule.effect === effect && !fillsGaps(rule) && touches(rule, permission)
}

function suffices({rule}: Held, {effect}: Decision, permission: Permission): boolean {
  return (rule.effect === 'allow' || (rule.effect === 'ask' && effect === 'deny')) && covers(rule, permission)
}

function grant(policy: Policy, {name}: Principal, home: string | undefined, permission: Permission): Problem {
  const rule = ruleFor(permission)
  if (home !== undefined) return problem('cure_add', {role: home, rule})
  const holders = [...policy.roles.keys()].filter(
    (role) => decide(policy, {roles: [role]}, permission).effect === 'allow',
  )
  if (holders.length === 0) return problem('cure_new_role', {who: name, rule})
  return problem('cure_role', {who: name, rule, roles: holders.join(', ')})
}

/** What a role would have to hold: it cannot name an input, so it needs every value. */
function ruleFor({text, family, claim}: Permission): string {
  return claim.kind === 'action' && claim.input !== undefined ? family : text
}
