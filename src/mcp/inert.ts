import {plain} from '../text/plain.ts'

/**
 * A JSON value whose texts act on no terminal and hide nothing from who reads them, with what `clean` takes out besides. The host
 * has limited its depth.
 */
export function inert(value: unknown, clean = (text: string) => text): unknown {
  if (typeof value === 'string') return clean(plain(value))
  if (Array.isArray(value)) return value.map((inner) => inert(inner, clean))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [plain(key), inert(inner, clean)]))
}
