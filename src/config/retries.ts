import {duration} from '../manifest/limits.ts'

/** How often something is tried, as the seeds' `PARROT_RETRY_COUNT` says it; undefined where it is none. */
export function attempts(text: string): number | undefined {
  return /^(?:[1-9]|10)$/.test(text) ? Number(text) : undefined
}

/** Milliseconds between two attempts, as `PARROT_RETRY_DELAY` says it: a bare number is seconds, as in the seeds. */
export function delay(text: string): number | undefined {
  const ms = /^0+$/.test(text) ? 0 : duration(/^\d+$/.test(text) ? `${text}s` : text)
  return ms !== undefined && ms <= 3_600_000 ? ms : undefined
}
