import {existsSync} from 'node:fs'
import {DatabaseSync} from 'node:sqlite'
import {problem, type Problem} from '../text/problem.ts'
import {genesis, type Anchor} from './chain.ts'
import {chainCheck, type ChainCheck, type Finding} from './check-chain.ts'
import {checkCut} from './check-cut.ts'
import {against, checkHeads, type HeadsChecked, type Held} from './check-heads.ts'
import {cutIn, type Cut} from './cut.ts'
import {hostPublicKey} from './host-key.ts'
import {inspect, isEmpty} from './inspect.ts'
import {causeOf} from './refused.ts'
import type {Sink} from './sink.ts'

export type VerifyOptions = {
  readonly file: string
  /** The host's key file; where it is missing no signature can be trusted, which is a finding once there are heads. */
  readonly key: string
  readonly sinks: readonly Sink[]
  /** A head that the caller kept. */
  readonly expectHead?: Anchor
  /** Where to begin. Absent: after what was cut away, or at the first event there ever was. */
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
  /** What was cut away before the first event. */
  readonly cut?: Cut
}

/**
 * Reads the whole journal and holds it against its own chain, its tables and indices, every head outside it, and the head
 * that the caller expects. Only reads; others may go on writing. Never rejects for what is wrong with the journal.
 *
 * Finds any change of events that a head from before the change covers. Cannot find one by somebody who has the key and
 * reaches every place of heads, nor a change of events after the newest head: nothing outside the file knows of those.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  for (let again = 0; ; again++) {
    const {verification, moved} = await verifyOnce(options)
    if (!moved || again === 3) return verification
  }
}

/** `moved`: something was cut away meanwhile, or the first head signed with a key just made, so that what is wrong may be no more than that. */
async function verifyOnce(
  options: VerifyOptions,
): Promise<{readonly verification: Verification; readonly moved: boolean}> {
  const {file, key, sinks, expectHead} = options
  const db = existsSync(file)
    ? new DatabaseSync(file, {readOnly: true, timeout: 10_000, open: false})
    : undefined
  try {
    const before = cutOf(db)
    const anchor = options.anchor ?? before ?? genesis
    const chain = chainCheck(anchor)
    const trusted = trustedKey(key)
    const told = {chain, anchor, cut: before, keyFile: key, trusted}
    const inside = db === undefined ? [] : await inspect(db, file, chain)
    if (inside.some((finding) => finding.problem.code === 'journal_unreadable'))
      return {verification: verdict(inside, [], told), moved: false}
    const held = heldBy(db, anchor, chain)
    const expected = expectHead === undefined ? nothing : expectedHead(expectHead, held, before)
    const aboutCut = db && before ? checkCut(db, file, before, trusted.key) : nothing
    const outside = await Promise.all(sinks.map((sink) => checkHeads(sink, held, trusted.key)))
    const verification = verdict(inside, [...outside, expected, aboutCut], told)
    const moved = cutOf(db)?.sequence !== before?.sequence || madeSince(key, trusted)
    return {verification, moved: !verification.ok && moved}
  } finally {
    if (db?.isOpen) db.close()
  }
}

/** A file that cannot be read says so where its events are looked at; an older Parrot's has no such table. */
function cutOf(db: DatabaseSync | undefined): Cut | undefined {
  if (db === undefined) return undefined
  try {
    if (!db.isOpen) db.open()
    return cutIn(db)
  } catch {
    return undefined
  }
}

const nothing: HeadsChecked = {findings: [], notes: [], heads: 0, proved: 0}

/** A head for an event that was cut away can be held against nothing any more, which is nobody's fault. */
function expectedHead(expected: Anchor, held: Held, cut: Cut | undefined): HeadsChecked {
  if (cut === undefined || expected.sequence >= cut.sequence)
    return {...nothing, findings: against('--expect-head', expected, held)}
  return {...nothing, notes: [problem('head_cut', {sequence: expected.sequence, to: cut.sequence})]}
}

type Told = {
  readonly chain: ChainCheck
  readonly anchor: Anchor
  readonly cut: Cut | undefined
  readonly keyFile: string
  readonly trusted: Trusted
}

/** The public half of the host's key, or why it cannot be used; neither where there is none. */
type Trusted = {readonly key: string | undefined; readonly unusable: readonly Problem[]}

function verdict(
  inside: readonly Finding[],
  outside: readonly HeadsChecked[],
  {chain, anchor, cut, keyFile, trusted: {key, unusable}}: Told,
): Verification {
  const against = [...inside, ...outside.flatMap(({findings}) => findings)].sort(
    (a, b) => a.sequence - b.sequence,
  )
  // Without its key every signature is left unchecked: that speaks against no event, and comes after what does.
  const heads = outside.reduce((sum, {heads}) => sum + heads, 0)
  const withoutKey = key === undefined && unusable.length === 0 && heads > 0
  const unchecked = withoutKey ? [problem('host_key_missing', {file: keyFile, count: heads})] : unusable
  const findings = [...against, ...unchecked.map((problem) => ({sequence: chain.last().sequence, problem}))]
  const [head, proved] = [chain.last(), Math.max(0, ...outside.map(({proved}) => proved))]
  const unproved = proved === 0 && head.sequence > 0 ? [problem('heads_none')] : []
  return {
    ok: findings.length === 0,
    findings,
    notes: [...outside.flatMap(({notes}) => notes), ...unproved],
    events: head.sequence - anchor.sequence,
    head,
    proved,
    heads,
    setBack: chain.setBack(),
    ...(cut && {cut}),
  }
}

/** A key that cannot be used proves nothing, which is a finding, and no reason not to look at the journal. */
function trustedKey(file: string): Trusted {
  try {
    return {key: hostPublicKey(file), unusable: []}
  } catch (error) {
    return {key: undefined, unusable: [problem('host_key_unusable', {file, cause: causeOf(error)})]}
  }
}

/** There was no key when the verification began, and there is one now. */
const madeSince = (file: string, {key, unusable}: Trusted) =>
  key === undefined && unusable.length === 0 && trustedKey(file).key !== undefined

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
