import {isBech32} from './bech32.ts'
import {bounded} from './bounds.ts'
import {inTime, newBudget, type Budget} from './in-time.ts'
import type {ConfigKey} from './manifest.ts'

export type Value = string | number | boolean | readonly string[]

/** `given` as a value of this key's type and within its bounds; undefined when it is none. Of many, `budget` is for all. */
export function configValue(key: ConfigKey, given: unknown, budget?: Budget): Value | undefined {
  const value = types[key.type].read(given, key)
  if (value === undefined || (typeof value === 'number' && !inBounds(key, value))) return undefined
  return fitsPattern(key, value, budget) ? value : undefined
}

/** What a value of this key may be, in words. */
export function configWanted(key: ConfigKey): string {
  if (key.pattern === undefined) return types[key.type].want(key)
  return key.wants ?? `${types[key.type].want(key)} that matches ${key.pattern}`
}

/** An empty text or list: of a setting that has to be there, it is not. */
export function isNothing(value: Value): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

/** What of a value that this key does not take is wrong: of a list the first item that is. */
export function wrongIn(key: ConfigKey, given: unknown, budget = newBudget()): unknown {
  const items: unknown = key.type === 'list' && typeof given === 'string' ? itemsOf(given) : given
  if (key.type !== 'list' || !Array.isArray(items)) return given
  const one = items.find((item) => configValue(key, [item], budget) === undefined)
  return one === undefined ? given : one
}

type Type = {
  readonly read: (given: unknown, key: ConfigKey) => Value | undefined
  readonly want: (key: ConfigKey) => string
}

const address = /^[^\s@]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/
const absolute = /^(?:\/|(?:\/(?!\.{1,2}(?:\/|$))[^/]{1,255})+)$/

const types: Readonly<Record<ConfigKey['type'], Type>> = {
  string: {read: text, want: () => 'text'},
  secret: {read: text, want: () => 'text'},
  integer: {
    read: (given) => number(given, Number.isSafeInteger),
    want: (key) => bounded('a whole number', key),
  },
  number: {read: (given) => number(given, Number.isFinite), want: (key) => bounded('a number', key)},
  percentage: {read: percentage, want: (key) => bounded('a percentage', {minimum: 0, maximum: 100, ...key})},
  boolean: {read: boolean, want: () => 'true or false'},
  enum: {
    read: (given, {options}) => options?.find((option) => option === given),
    want: ({options}) => `one of ${options?.join(', ') ?? ''}`,
  },
  email: {read: (given) => matching(address, given), want: () => 'an e-mail address'},
  path: {
    read: (given) => matching(absolute, given),
    want: () => 'an absolute path without "." or ".." in it',
  },
  list: {read: texts, want: () => 'a list of texts'},
}

/** Lines and tabs are text (a key in PEM has them); other control characters are not, and NUL would cut a variable short. */
function text(given: unknown): string | undefined {
  return typeof given === 'string' && /^[^\p{Cc}]*$/u.test(given.replaceAll(/[\t\n]/g, ''))
    ? given
    : undefined
}

function matching(form: RegExp, given: unknown): string | undefined {
  return typeof given === 'string' && form.test(given) && !/\p{Cc}/u.test(given) ? given : undefined
}

function number(given: unknown, fits: (value: number) => boolean): number | undefined {
  const value = typeof given === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(given) ? Number(given) : given
  return typeof value === 'number' && fits(value) ? value : undefined
}

function percentage(given: unknown): number | undefined {
  const bare = typeof given === 'string' ? given.replace(/%$/, '') : given
  return number(bare, (value) => value >= 0 && value <= 100)
}

function boolean(given: unknown): boolean | undefined {
  if (given === 'true' || given === true) return true
  return given === 'false' || given === false ? false : undefined
}

/** What a list that was written as one text holds. */
export function itemsOf(given: string): readonly string[] {
  return given.split(/[,\n]/).map((item) => item.trim())
}

function texts(given: unknown): readonly string[] | undefined {
  const items: unknown = typeof given === 'string' ? itemsOf(given) : given
  if (!Array.isArray(items) || items.length > 1000) return undefined
  const good = items.filter(
    (item) => typeof item === 'string' && item !== '' && !/\p{Cc}/u.test(item),
  ) as string[]
  return given === '' || good.length === items.length ? good : undefined
}

function inBounds({minimum, maximum}: ConfigKey, value: number): boolean {
  return value >= (minimum ?? value) && value <= (maximum ?? value)
}

function fitsPattern({pattern, checksum}: ConfigKey, value: Value, budget?: Budget): boolean {
  if (pattern === undefined) return true
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  const items: readonly string[] = Array.isArray(value) ? value : [String(value)]
  const matches = inTime(() => items.every((item) => whole.test(item)), budget) ?? false
  return matches && (checksum === undefined || items.every(isBech32))
}
