import {isDeepStrictEqual} from 'node:util'
import {checkOutput} from '../manifest/check.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {inert} from './inert.ts'
import {plain} from '../text/plain.ts'

/** A result without what acts or hides; `unfit` says why it is not sent as data, and then there is none. */
export type Sent = {readonly data?: unknown; readonly unfit?: Problem}

/**
 * What a plugin wrote as a client is sent it. It was checked as it was written; what is taken out since may leave it other than its schema,
 * which the client has too, or two names in it the same.
 */
export async function sentData(
  written: unknown,
  outcome: string,
  schema: JsonSchema | undefined,
): Promise<Sent> {
  const data = inert(written)
  if (isDeepStrictEqual(data, written)) return {data}
  const wrong = doubled(written) ?? (schema && (await checkOutput(schema, data))[0])
  return wrong === undefined ? {data} : {unfit: problem('mcp_unfit', {outcome, cause: says(wrong)})}
}

/** Two names of one object that look the same. */
function doubled(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const names = new Set<string>()
  for (const name of Array.isArray(value) ? [] : Object.keys(value).map(plain)) {
    if (names.has(name)) return problem('mcp_same_names', {name})
    names.add(name)
  }
  for (const inner of Object.values(value)) {
    const found = doubled(inner)
    if (found !== undefined) return found
  }
  return undefined
}
