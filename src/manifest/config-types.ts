import type {ConfigKey} from './manifest.ts'

export type Value = string | number | boolean | readonly string[]

/** `given` as a value of this key's type and within its bounds; undefined when it is none. */
export function configValue(key: ConfigKey, given: unknown): Value | undefined {
  const value = typed(key, given)
  if (value === undefined || (typeof value === 'number' && !inBounds(key, value))) return undefined
  return fitsPattern(key, value) ? value : undefined
}

/** What a value of this key may be, in words. */
export function configWanted(key: ConfigKey): string {
  const pattern = key.pattern === undefined ? '' : ` that matches ${key.pattern}`
  return wantedTypes[key.type](key) + pattern
}

const wantedTypes: Readonly<Record<ConfigKey['type'], (key: ConfigKey) => string>> = {
  string: () => 'text',
  integer: (key) => `a whole number${bounds(key)}`,
  number: (key) => `a number${bounds(key)}`,
  boolean: () => 'true or false',
  enum: (key) => `one of ${key.options?.join(', ') ?? ''}`,
  percentage: (key) => `a percentage${bounds({minimum: 0, maximum: 100, ...key})}`,
  email: () => 'an e-mail address',
  path: () => 'an absolute path without "." or ".." in it',
  secret: () => 'text',
  list: () => 'a list of texts',
}

function typed(key: ConfigKey, given: unknown): Value | undefined {
  switch (key.type) {
    case 'string':
    case 'secret':
      return text(given)
    case 'integer':
      return number(given, Number.isSafeInteger)
    case 'number':
      return number(given, Number.isFinite)
    case 'percentage':
      return number(typeof given === 'string' ? given.replace(/%$/, '') : given, (value) => value >= 0 && value <= 100)
    case 'boolean':
      return boolean(given)
    case 'enum':
      return key.options?.find((option) => option === given)
    case 'email':
      return matching(/^[^\s@]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/, given)
    case 'path':
      return matching(/^(?:\/|(?:\/(?!\.{1,2}(?:\/|$))[^/]{1,255})+)$/, given)
    case 'list':
      return texts(given)
  }
}

/** Lines and tabs are text (a key in PEM has them); other control characters are not, and NUL would cut a variable short. */
function text(given: unknown): string | undefined {
  return typeof given === 'string' && /^[^\p{Cc}]*$/u.test(given.replaceAll(/[\t\n]/g, '')) ? given : undefined
}

function matching(form: RegExp, given: unknown): string | undefined {
  return typeof given === 'string' && form.test(given) && !/\p{Cc}/u.test(given) ? given : undefined
}

function number(given: unknown, fits: (value: number) => boolean): number | undefined {
  const value = typeof given === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(given) ? Number(given) : given
  return typeof value === 'number' && fits(value) ? value : undefined
}

function boolean(given: unknown): boolean | undefined {
  if (given === 'true' || given === true) return true
  return given === 'false' || given === false ? false : undefined
}

function texts(given: unknown): readonly string[] | undefined {
  const items: unknown = typeof given === 'string' ? given.split(/[,\n]/).map((item) => item.trim()) : given
  if (!Array.isArray(items) || items.length > 1000) return undefined
  const texts = items.filter((item) => typeof item === 'string' && item !== '' && !/\p{Cc}/u.test(item)) as string[]
  return given === '' || texts.length === items.length ? texts : undefined
}

function inBounds({minimum, maximum}: ConfigKey, value: number): boolean {
  return value >= (minimum ?? value) && value <= (maximum ?? value)
}

function fitsPattern({pattern}: ConfigKey, value: Value): boolean {
  if (pattern === undefined) return true
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  return (Array.isArray(value) ? value : [String(value)]).every((item: string) => whole.test(item))
}

function bounds({minimum, maximum}: Pick<ConfigKey, 'minimum' | 'maximum'>): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` of at least ${minimum}`
  return maximum === undefined ? '' : ` of at most ${maximum}`
}
