import type {Permission} from './claim.ts'
import type {Effect} from './decision.ts'
import type {Rule} from './rule.ts'

/** A rule and the role that it is an entry of. */
export type Held = {readonly rule: Rule; readonly role: string}

/** Rules by what they say, each kind in the order of the file. */
type Shelf = Readonly<Record<Effect, readonly Held[]>>

/** A role's rules, filed so that a decision looks only at those that can matter. */
export type Table = {
  /** By family, and by area where there is an entry for all of it. */
  readonly shelves: ReadonlyMap<string, Shelf>
  /** What is about everything. */
  readonly rest: Shelf
  /** A bare `?*`: it only decides what no other rule does. */
  readonly gaps: Held | undefined
}

/** Files `rules`. */
export function tableOf(rules: readonly Held[]): Table {
  const filed = rules.filter(({rule}) => !fillsGaps(rule))
  const keys = new Set(filed.map(({rule}) => rule.permission?.family ?? rule.area ?? ''))
  return {
    shelves: new Map([...keys].map((key) => [key, shelf(filed.filter(({rule}) => speaksOf(rule, key)))])),
    rest: shelf(filed.filter(({rule}) => rule.area === undefined)),
    gaps: rules.find(({rule}) => fillsGaps(rule)),
  }
}

/** Where every rule stands that can speak of `permission`. */
export function shelfFor({shelves, rest}: Table, {family, area}: Permission): Shelf {
  return shelves.get(family) ?? shelves.get(area) ?? rest
}

/** Is it a bare `?*`? */
export function fillsGaps(rule: Rule): boolean {
  return rule.effect === 'ask' && rule.area === undefined
}

function speaksOf({area, permission}: Rule, key: string): boolean {
  if (permission !== undefined) return permission.family === key
  return area === undefined || key === area || key.startsWith(`${area}:`)
}

function shelf(rules: readonly Held[]): Shelf {
  const those = (effect: Effect) => rules.filter(({rule}) => rule.effect === effect)
  return {deny: those('deny'), ask: those('ask'), allow: those('allow')}
}
