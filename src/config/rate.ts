import {duration} from '../manifest/limits.ts'

/** Calls, as `PARROT_RATE_LIMIT` of the scripts says it; undefined where it is no such number. */
export function calls(text: string): number | undefined {
  return /^(?:[1-9]\d{0,5}|1000000)$/.test(text) ? Number(text) : undefined
}

/** Milliseconds, as `PARROT_RATE_LIMIT_WINDOW` says it: a bare number is seconds, as with the scripts. */
export function window(text: string): number | undefined {
  const ms = duration(/^\d+$/.test(text) ? `${text}s` : text)
  return ms !== undefined && ms >= 1000 ? ms : undefined
}
