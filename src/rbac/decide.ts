import type {Permission} from './claim.ts'
import type {Decision, Effect, Principal} from './decision.ts'
import type {Policy} from './policy.ts'
import {covers, touches} from './rule.ts'
import {shelfFor, type Held} from './table.ts'

type Asker = Pick<Principal, 'roles'>

/** The first of each that speaks of a permission; `partly`: it is to be asked for a part of it. */
type Opinions = {
  deny: Held | undefined
  ask: Held | undefined
  partly: Held | undefined
  allow: Held | undefined
  gaps: Held | undefined
}

/**
 * Deny before ask before allow, and nothing is a denial. Whoever is denied a part, or must ask for it, is so for the whole.
 * A bare `?*` decides only where nothing allows. A permission that names an input gets the best that any value could get.
 */
export function decide(policy: Policy, asker: Asker, permission: Permission): Decision {
  const {claim} = permission
  if (claim.kind === 'path' && claim.variable !== undefined) return denied(permission)
  if (claim.kind === 'action' && claim.input !== undefined) return bestOfAnyValue(policy, asker, permission)
  return weigh(opinions(policy, asker, permission), permission)
}

/** For a resource that was consented to when its plugin was approved: only what a role denies or asks for still counts. */
export function decideConsented(policy: Policy, asker: Asker, permission: Permission): Decision {
  const {claim} = permission
  if (claim.kind === 'path' && claim.variable !== undefined) return denied(permission)
  const {deny, ask, partly} = opinions(policy, asker, permission)
  const decision = weigh({deny, ask: ask ?? partly, partly, allow: undefined, gaps: undefined}, permission)
  return {...decision, effect: decision.rule === undefined ? 'allow' : decision.effect, consented: true}
}

function weigh({deny, ask, partly, allow, gaps}: Opinions, permission: Permission): Decision {
  if (deny !== undefined) return by('deny', deny, permission)
  if (ask !== undefined) return by('ask', ask, permission)
  if (allow !== undefined)
    return partly === undefined ? by('allow', allow, permission) : by('ask', partly, permission)
  return gaps === undefined ? denied(permission) : by('ask', gaps, permission)
}

function opinions({roles}: Policy, asker: Asker, permission: Permission): Opinions {
  const found: Opinions = {
    deny: undefined,
    ask: undefined,
    partly: undefined,
    allow: undefined,
    gaps: undefined,
  }
  for (const name of asker.roles) {
    const table = roles.get(name)?.table
    if (table === undefined) continue
    const shelf = shelfFor(table, permission)
    found.deny = shelf.deny.find(({rule}) => touches(rule, permission))
    if (found.deny !== undefined) break
    found.ask ??= shelf.ask.find(({rule}) => covers(rule, permission))
    found.partly ??= shelf.ask.find(({rule}) => touches(rule, permission))
    found.allow ??= shelf.allow.find(({rule}) => covers(rule, permission))
    found.gaps ??= table.gaps
  }
  return found
}

/** The values that rules name, and the template itself, which equals none of them, stand for all values there are. */
function bestOfAnyValue(policy: Policy, asker: Asker, permission: Permission): Decision {
  const tables = asker.roles.flatMap((role) => policy.roles.get(role)?.table ?? [])
  const rules = tables.flatMap((table) => Object.values(shelfFor(table, permission)).flat())
  const named = rules.flatMap(({rule}) => rule.permission ?? [])
  const decisions = [permission, ...named].map((one) => weigh(opinions(policy, asker, one), permission))
  const best = decisions.reduce((a, b) => (rank(b) > rank(a) ? b : a))
  return best.effect === 'deny' ? best : {...best, provisional: true}
}

/** The worse, the lower. */
export function rank({effect}: {readonly effect: Effect}): number {
  return ['deny', 'ask', 'allow'].indexOf(effect)
}

function by(effect: Effect, {rule, role}: Held, permission: Permission): Decision {
  return {effect, permission: permission.text, rule: rule.text, role}
}

function denied(permission: Permission): Decision {
  return {effect: 'deny', permission: permission.text}
}
