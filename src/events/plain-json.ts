import {namesSecret, redacted} from '../text/secret-shapes.ts'

export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json}

export type Fields = {readonly [key: string]: Json}

/** What one event may hold. Lengths in UTF-16 units; `total` counts keys, texts and a little for each value. */
export type Limits = {
  readonly depth: number
  readonly text: number
  readonly items: number
  readonly total: number
}

/** One walk through a value: what it may still take, the objects above where it is, and how far into a text it looks. */
export type Walk = {
  readonly bounds: Limits
  left: number
  readonly above: object[]
  readonly text: (text: string) => string
  readonly reach: number
}

/** Any value as plain JSON without secrets. Runs no code of the value's own, and never throws. */
export function clean(walk: Walk, value: unknown): Json {
  walk.left -= 4
  if (typeof value === 'string') return cleanText(walk, value)
  if (typeof value === 'number') return cleanNumber(walk, value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'object' && value !== null) return cleanObject(walk, value)
  if (typeof value === 'bigint')
    return BigInt.asIntN(256, value) === value ? cleanText(walk, String(value)) : '[a huge integer]'
  return null
}

/** A secret may have been given as digits. */
function cleanNumber(walk: Walk, value: number): Json {
  const written = String(value)
  return Number.isFinite(value) && walk.text(written) === written ? value || 0 : cleanText(walk, written)
}

export function cleanText(walk: Walk, value: string): string {
  const found = walk.text(value.slice(0, walk.reach).toWellFormed())
  const room = Math.max(0, Math.min(walk.bounds.text, walk.left))
  walk.left -= Math.min(found.length, room)
  const beyond = found.length - room + Math.max(0, value.length - walk.reach)
  return beyond <= 0 ? found : `${found.slice(0, room).toWellFormed()}… [cut: ${beyond} more]`
}

function cleanObject(walk: Walk, value: object): Json {
  if (walk.above.includes(value)) return '[a cycle]'
  if (walk.above.length >= walk.bounds.depth) return '[cut: too deep]'
  walk.above.push(value)
  try {
    const known = special(walk, value)
    if (known !== undefined) return known
    return Array.isArray(value) ? cleanList(walk, value) : cleanFields(walk, value)
  } catch {
    return '[unreadable]'
  } finally {
    walk.above.pop()
  }
}

function special(walk: Walk, value: object): Json | undefined {
  if (value instanceof Date)
    return Number.isNaN(Date.prototype.getTime.call(value)) ? null : Date.prototype.toISOString.call(value)
  if (value instanceof Error)
    return {error: clean(walk, own(value, 'message')), code: clean(walk, own(value, 'code'))}
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`
  return undefined
}

function cleanList(walk: Walk, list: readonly unknown[]): Json {
  const out: Json[] = []
  const end = Math.min(list.length, walk.bounds.items)
  for (let i = 0; i < end && walk.left > 0; i++) {
    const afterFlag = i > 0 && flagsSecret(own(list, i - 1))
    out.push(afterFlag ? redacted : clean(walk, own(list, i)))
  }
  if (out.length < list.length) out.push(`[cut: ${list.length - out.length} more]`)
  return out
}

/** `['--password', 'hunter2']`: the flag tells what comes next. */
function flagsSecret(item: unknown): boolean {
  return typeof item === 'string' && item.length < 100 && /^--?[\w-]+$/.test(item) && namesSecret(item)
}

function cleanFields(walk: Walk, value: object): Json {
  const out: Record<string, Json> = {}
  const keys = Object.keys(value)
  const told = keys.some((key) => labels.has(key) && labelsSecret(own(value, key)))
  let kept = 0
  for (const key of keys) {
    if (kept >= walk.bounds.items || walk.left <= 0) break
    kept++
    const field = own(value, key)
    if (field === undefined || typeof field === 'function' || typeof field === 'symbol') continue
    put(out, cleanText(walk, key), secretField(key, field, told) ? redacted : clean(walk, field))
  }
  if (kept < keys.length) out['[cut]'] = `${keys.length - kept} more`
  return out
}

/** An assignment to `__proto__` would set no field. */
function put(out: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') out[key] = value
  else Object.defineProperty(out, key, {value, enumerable: true, configurable: true, writable: true})
}

function secretField(key: string, field: unknown, told: boolean): boolean {
  if (field === null || typeof field === 'boolean') return false
  return namesSecret(key) || (told && key === 'value')
}

/** `{name: 'Authorization', value: '…'}`: a field beside the value tells what it is. */
const labels = new Set(['name', 'key', 'header', 'variable'])
const labelsSecret = (label: unknown) => typeof label === 'string' && label.length < 100 && namesSecret(label)

/** A property's value, never through a getter, which would be foreign code. */
function own(value: object, key: string | number): unknown {
  const property = Object.getOwnPropertyDescriptor(value, key)
  return property === undefined || 'value' in property ? property?.value : '[a getter]'
}
