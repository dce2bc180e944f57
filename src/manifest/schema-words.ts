import {isSafePattern, patternWanted} from './pattern.ts'
import {wrong, type Path, type Wrong} from './wrong.ts'

/** What is wrong with `value` as what stands behind a keyword; `root` is the whole schema. */
export type Check = (path: Path, value: unknown, root: unknown) => Wrong[]

const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'])
const formats = new Set(
  'date date-time duration email hostname ipv4 ipv6 json-pointer regex time uri uri-reference uuid'.split(
    ' ',
  ),
)

const one =
  (fits: (value: unknown) => boolean, want: string): Check =>
  (path, value) =>
    fits(value) ? [] : [wrong(path, value, want)]

export const anything = one(() => true, '')
export const number = one((value) => typeof value === 'number', 'a number')
export const positive = one((value) => typeof value === 'number' && value > 0, 'a number above 0')
export const count = one(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number of at least 0',
)
export const text = one((value) => typeof value === 'string', 'text')
export const flag = one((value) => typeof value === 'boolean', 'true or false')
export const values = one((value) => Array.isArray(value) && value.length > 0, 'a list of values')
export const names = one(
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  'a list of names',
)
export const safePattern = one(isSafePattern, patternWanted)
export const type = one((value) => isType(value), `one of ${[...types].join(', ')}`)
export const format = one((value) => formats.has(value as string), `one of ${[...formats].join(', ')}`)

export const anchor = one(
  (value) => typeof value === 'string' && /^[A-Za-z_][\w.-]{0,63}$/.test(value),
  'a name of letters, digits and "_ . -"',
)
export const header = one(
  (value) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(value),
  'the rest of a header after "Mcp-Param-": letters, digits and "-"',
)

export const argument = one(
  (value) => typeof value === 'string' && /^[A-Za-z_][\w-]{0,63}$/.test(value),
  'the name of an argument: letters, digits, "_" and "-"',
)

export const table = one(
  (value) =>
    isObject(value) &&
    Array.isArray(value['columns']) &&
    value['columns'].every((column) => isObject(column) && typeof column['key'] === 'string'),
  'an object with "columns", each an object with a "key"',
)

function isType(value: unknown): boolean {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  return names.length > 0 && names.every((name) => types.has(name as string))
}

/** Is it an object with keys, as JSON has it? */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
