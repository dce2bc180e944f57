import {existsSync} from 'node:fs'
import {DatabaseSync} from 'node:sqlite'
import {problem} from '../text/problem.ts'
import {genesis, type Anchor} from './chain.ts'
import {chainCheck} from './check-chain.ts'
import {checkCut} from './check-cut.ts'
import {against, checkHeads, type HeadsChecked, type Held} from './check-heads.ts'
import {cutIn, type Cut} from './cut.ts'
import {heldBy} from './held.ts'
import {inspect} from './inspect.ts'
import type {Sink} from './sink.ts'
import {madeSince, trustedKey} from './trusted-key.ts'
import {verdict, type Verification} from './verdict.ts'

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
