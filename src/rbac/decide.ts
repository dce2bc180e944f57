import type {Permission} from './claim.ts'
import type {Decision, Effect, Principal} from './decision.ts'
import type {Policy} from './policy.ts'
import {covers, touches} from './rule.ts'
import {shelfFor, type Held} from './table.ts'

type Asker = Pick<Principal, 'roles'>

/** The first of each that speaks of a permission. */
type Opinions = {
  deny: Held | undefined
  /** Wants to be asked for it, or for a part of it. */
  ask: Held | undefined
  allow: Held | undefined
  /** Gives all of it, once asked. */
  onApproval: Held | undefined
}

/**
 * Deny before ask before allow, and nothing is a denial. Whoever is denied a part, or must ask for it, is so
 * for the whole. A bare `?*` decides only where nothing allows. With an input still unknown: the best that
 * any value could get.
 */
export function decide(policy: Policy, asker: Asker, permission: Permission): Decision {
  const {claim} = permission
  if (isOpen(permission)) return denied(permission)
  if (claim.kind === 'action' && claim.input !== undefined) return bestOfAnyValue(policy, asker, permission)
  return weigh(opinions(policy, asker, permission), permission)
}

/** For a resource that was consented to with its plugin: only what a role denies or asks for still counts. */
export function decideConsented(policy: Policy, asker: Asker, permission: Permission): Decision {
  if (isOpen(permission)) return denied(permission)
  const {deny, ask} = opinions(policy, asker, permission)
  if (deny !== undefined) return {...by('deny', deny, permission), consented: true}
  if (ask !== undefined) return {...by('ask', ask, permission), consented: true}
  return {effect: 'allow', permission: permission.text, consented: true}
}

function weigh({deny, ask, allow, onApproval}: Opinions, permission: Permission): Decision {
  if (deny !== undefined) return by('deny', deny, permission)
  if (allow !== undefined)
    return ask === undefined ? by('allow', allow, permission) : by('ask', ask, permission)
  return onApproval === undefined ? denied(permission) : by('ask', onApproval, permission)
}

function opinions({roles}: Policy, asker: Asker, permission: Permission): Opinions {
  const found: Opinions = {deny: undefined, ask: undefined, allow: undefined, onApproval: undefined}
  let gaps: Held | undefined
  for (const name of asker.roles) {
    const table = roles.get(name)?.table
    if (table === undefined) continue
    const shelf = shelfFor(table, permission)
    found.deny = first(shelf.deny, touches, permission)
    if (found.deny !== undefined) return found
    found.ask ??= first(shelf.ask, touches, permission)
    found.allow ??= first(shelf.allow, covers, permission)
    found.onApproval ??= first(shelf.ask, covers, permission)
    gaps ??= table.gaps
  }
  found.onApproval ??= gaps
  return found
}

/** A loop, not `find`: this is the one place where a closure for each question can be felt. */
function first(rules: readonly Held[], speaks: typeof covers, permission: Permission): Held | undefined {
  for (const held of rules) if (speaks(held.rule, permission)) return held
  return undefined
}

/**
 * The values that rules name, and the template itself, which equals none of them, stand for all there are.
 */
function bestOfAnyValue(policy: Policy, asker: Asker, permission: Permission): Decision {
  const tables = asker.roles.flatMap((role) => policy.roles.get(role)?.table ?? [])
  const rules = tables.flatMap((table) => Object.values(shelfFor(table, permission)).flat())
  const named = rules.flatMap(({rule}) => rule.permission ?? [])
  const values = new Map([permission, ...named].map((one) => [one.text, one]))
  const decisions = [...values.values()].map((one) => weigh(opinions(policy, asker, one), permission))
  const best = decisions.reduce((a, b) => (rank(b) > rank(a) ? b : a))
  return best.effect === 'deny' ? best : {...best, provisional: true}
}

/** The worse, the lower. */
export function rank({effect}: {readonly effect: Effect}): number {
  return ['deny', 'ask', 'allow'].indexOf(effect)
}

/** Nobody knows yet where it leads. */
function isOpen({claim}: Permission): boolean {
  return (claim.kind === 'path' || claim.kind === 'host') && claim.variable !== undefined
}

function by(effect: Effect, {rule, role}: Held, permission: Permission): Decision {
  return {effect, permission: permission.text, rule: rule.text, role}
}

function denied(permission: Permission): Decision {
  return {effect: 'deny', permission: permission.text}
}
