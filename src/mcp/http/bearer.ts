import type {IncomingMessage} from 'node:http'
import type {Parrot} from '../../host/parrot.ts'
import {tooMany, tryWindow} from '../../host/too-many.ts'
import type {Principal} from '../../rbac/decision.ts'
import {problem, says} from '../../text/problem.ts'
import type {Known} from '../session.ts'
import {metadataPath, refusal} from './guard.ts'

/** Who asks: by a key that is good, as it was shown, or as the kernel says. */
export type Shown = {
  /** What does not change as long as it is the same caller. */
  readonly id: string
  readonly proof: string
  readonly known: Known
}

/** What the door knows of a caller who shows no key; undefined for nothing. */
export type Unasked = (request: IncomingMessage) => Shown | undefined

/**
 * Tells a request with a good API key from others, which get a challenge. Those that were refused are recorded, and in any minute
 * no more than ten of them from one address: the rest is sent off unread.
 */
export function bearer(
  parrot: Parrot,
  unasked: Unasked = () => undefined,
): (request: IncomingMessage) => Promise<Shown | Response> {
  const refused = new Map<string, number[]>()
  return async (request) => {
    const {headers, socket} = request
    if (headers.authorization === undefined) return unasked(request) ?? challenge(headers.host ?? '', '')
    const [, key] = /^Bearer ([\w-]{1,100})$/i.exec(headers.authorization) ?? []
    if (key === undefined) return challenge(headers.host ?? '', '')
    const {remoteAddress: address} = socket
    const holder = parrot.keyHolder(key, address)
    if (holder !== undefined) return shownBy(key, holder, address)
    if (tooMany(refused, address ?? '')) return later()
    await parrot.refuseKey(key, 'mcp', address)
    return challenge(headers.host ?? '', 'error="invalid_token", ')
  }
}

export function shownBy(key: string, {evidence}: Principal, address?: string): Shown {
  return {id: evidence, proof: key, known: ({keyHolder}) => keyHolder(key, address)}
}

function challenge(host: string, error: string): Response {
  const metadata = `Bearer ${error}resource_metadata="http://${host}${metadataPath}"`
  return refusal(401, says(problem('key_needed')), {'www-authenticate': metadata})
}

function later(): Response {
  return refusal(429, says(problem('key_tries')), {'retry-after': String(tryWindow / 1000)})
}
