import {existsSync} from 'node:fs'
import {DatabaseSync} from 'node:sqlite'
import {problem, type Problem} from '../text/problem.ts'
import {genesis, type Anchor} from './chain.ts'
import {chainCheck, type ChainCheck, type Finding} from './check-chain.ts'
import {against, checkHeads, type HeadsChecked, type Held} from './check-heads.ts'
import {hostPublicKey} from './host-key.ts'
import {inspect, isEmpty} from './inspect.ts'
import {causeOf} from './refused.ts'
import type {Sink} from './sink.ts'

export type VerifyOptions = {
  readonly file: string
  /** The host's key file; where it is missing no signature can be trusted. */
  readonly key: string
  readonly sinks: readonly Sink[]
  /** A head that the caller kept. */
  readonly expectHead?: Anchor
  /** Where to begin: the last event that was pruned. Absent: at the first event there ever was. */
  readonly anchor?: Anchor
}

export type Verification = {
  readonly ok: boolean
  /** In order of sequence; the first tells where the journal stops being what was written. */
  readonly findings: readonly Finding[]
  /** What weakens the proof without speaking against the journal. */
  readonly notes: readonly Problem[]
  readonly events: number
  /** The last event that follows from the first; to be kept elsewhere and given as `expectHead` next time. */
  readonly head: Anchor
  /** Events up to here are covered by a signature outside the journal. 0: none is. */
  readonly proved: number
  readonly heads: number
  /** How many events are older than the one before them: the clock was set back. */
  readonly setBack: number
}

/**
 * Reads the whole journal and holds it against its own chain, its tables and indices, every head outside it, and the head
 * that the caller expects. Only reads; others may go on writing. Never rejects for what is wrong with the journal.
 *
 * Finds any change of events that a head from before the change covers. Cannot find one by somebody who has the key and
 * reaches every place of heads, nor a change of events after the newest head: nothing outside the file knows of those.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const {file, key, sinks, expectHead, anchor = genesis} = options
  const chain = chainCheck(anchor)
  const db = existsSync(file)
    ? new DatabaseSync(file, {readOnly: true, timeout: 10_000, open: false})
    : undefined
  try {
    const inside = db === undefined ? [] : await inspect(db, file, chain)
    if (inside.some((finding) => finding.problem.code === 'journal_unreadable'))
      return verdict(inside, [], chain, anchor)
    const held = heldBy(db, anchor, chain)
    const expected = expectHead === undefined ? [] : against('--expect-head', expectHead, held)
    const trusted = trustedKey(key)
    const outside = await Promise.all(sinks.map((sink) => checkHeads(sink, held, trusted.key)))
    return verdict([...inside, ...expected], [...outside, trusted.said], chain, anchor)
  } finally {
    if (db?.isOpen) db.close()
  }
}

function verdict(
  inside: readonly Finding[],
  outside: readonly HeadsChecked[],
  chain: ChainCheck,
  anchor: Anchor,
): Verification {
  const findings = [...inside, ...outside.flatMap(({findings}) => findings)].sort(
    (a, b) => a.sequence - b.sequence,
  )
  const [head, proved] = [chain.last(), Math.max(0, ...outside.map(({proved}) => proved))]
  const unproved = proved === 0 && head.sequence > 0 ? [problem('heads_none')] : []
  return {
    ok: findings.length === 0,
    findings,
    notes: [...outside.flatMap(({notes}) => notes), ...unproved],
    events: head.sequence - anchor.sequence,
    head,
    proved,
    heads: outside.reduce((sum, {heads}) => sum + heads, 0),
    setBack: chain.setBack(),
  }
}

/** A key that cannot be used proves nothing, and is no reason not to look at the journal. */
function trustedKey(file: string): {key: string | undefined; said: HeadsChecked} {
  const said = {findings: [], notes: [], heads: 0, proved: 0}
  try {
    return {key: hostPublicKey(file), said}
  } catch (error) {
    return {
      key: undefined,
      said: {...said, notes: [problem('host_key_unusable', {file, cause: causeOf(error)})]},
    }
  }
}

function heldBy(db: DatabaseSync | undefined, anchor: Anchor, chain: ChainCheck): Held {
  const bounds = {from: anchor.sequence, to: chain.last().sequence}
  if (!db?.isOpen || isEmpty(db)) return {...bounds, hash: () => undefined, last: () => anchor.sequence}
  const hash = db.prepare('SELECT hash FROM events WHERE sequence = ?')
  const last = db.prepare('SELECT max(sequence) AS last FROM events')
  return {
    ...bounds,
    hash: (n) => (n === anchor.sequence ? anchor.hash : (hash.get(n)?.['hash'] as string | undefined)),
    last: () => Number(last.get()?.['last'] ?? anchor.sequence),
  }
}
