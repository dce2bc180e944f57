import type {Anchor} from './chain.ts'
import type {HostKey} from './host-key.ts'
import {signatureHolds, signed, type Signed} from './signed.ts'

/**
 * What the whole chain up to one event comes to, signed with the host's key (`key` is its public half). Kept outside the
 * journal it tells later whether events up to `sequence` are still the ones that were written.
 */
export type Head = UnsignedHead & Signed

type UnsignedHead = Anchor & {
  /** When it was signed. */
  readonly timestamp: string
  readonly boot_id: string
}

const kind = 'parrot-head-1'

export const signHead = (about: UnsignedHead, key: HostKey): Head => signed(kind, about, key)

export const headHolds = (head: Head): boolean => signatureHolds(kind, head)

/** A head from a line of JSON; undefined where the line is no head. */
export function parseHead(line: string): Head | undefined {
  try {
    const value = JSON.parse(line) as Partial<Head> | null
    const {sequence, hash, timestamp, boot_id, key, signature} = value ?? {}
    const texts = [timestamp, boot_id, key, signature].every((text) => typeof text === 'string')
    if (!texts || !isAnchor(sequence, hash)) return undefined
    return {sequence, hash, timestamp, boot_id, key, signature} as Head
  } catch {
    return undefined
  }
}

/** What a person noted of a head: `1234:9f86…`, or the whole head. Undefined where it is neither. */
export function parseExpected(text: string): Anchor | undefined {
  const [, digits, hash] = /^\s*(\d{1,15})[: ]([0-9a-f]{64})\s*$/.exec(text) ?? []
  return digits === undefined || hash === undefined ? parseHead(text) : {sequence: Number(digits), hash}
}

function isAnchor(sequence: unknown, hash: unknown): boolean {
  return (
    Number.isSafeInteger(sequence) &&
    Number(sequence) > 0 &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash)
  )
}
