import {readFileSync} from 'node:fs'
import {replaceFile} from '../../config/update-file.ts'

/** Paths are kept with one character a byte, because a path need not be text. */
export type State = {
  /** When each log was rotated last, or seen first: milliseconds since 1970. */
  readonly since: Map<string, number>
  /** Logs whose rotation has begun, with the stamp it gives them: such a one may be without its new file. */
  readonly pending: Map<string, string>
}

/** What was kept in `file`; nothing where there is none, or where it is not what was written: only ages are lost with it. */
export function readState(file: string): State {
  const {since, pending} = parsed(file)
  return {since: mapOf(since, Number.isFinite), pending: mapOf(pending, (value) => typeof value === 'string')}
}

/** Durable when it returns. */
export function writeState(file: string, {since, pending}: State): void {
  const kept = {version: 1, since: Object.fromEntries(since), pending: Object.fromEntries(pending)}
  replaceFile(file, `${JSON.stringify(kept)}\n`)
}

function parsed(file: string): {since?: unknown; pending?: unknown} {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function mapOf<T>(value: unknown, fits: (value: unknown) => boolean): Map<string, T> {
  const all = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return new Map(all.filter(([, one]) => fits(one)) as [string, T][])
}
