import type {DatabaseSync} from 'node:sqlite'
import type {Anchor} from './chain.ts'
import type {HostKey} from './host-key.ts'
import {signatureHolds, signed, type Signed} from './signed.ts'

/**
 * What was cut away at the beginning of the journal: everything up to `sequence`, whose hash the rest follows. Signed with the
 * host's key, `key` being its public half.
 */
export type Cut = UnsignedCut & Signed

export type UnsignedCut = Anchor & {
  /** How many events this cut took, and the times that the first and the last of them bear. */
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
  /** When, by whom, and why in a word: `age`, `size` or `asked`. */
  readonly at: string
  readonly by: string
  readonly why: string
  /** The event that says the same within the chain. */
  readonly event: number
}

const kind = 'parrot-cut-1'

export const signCut = (about: UnsignedCut, key: HostKey): Cut => signed(kind, about, key)

export const cutHolds = (cut: Cut): boolean => signatureHolds(kind, cut)

/** The newest cut; undefined where nothing was ever cut away. What stands there may be forged. */
export function cutIn(db: DatabaseSync): Cut | undefined {
  const row = db.prepare('SELECT sequence, hash, statement FROM cut').get()
  if (row === undefined) return undefined
  const {sequence, hash, statement} = row as {sequence: number; hash: string; statement: string}
  return {...parseCut(statement), sequence, hash}
}

export function keepCut(db: DatabaseSync, cut: Cut): void {
  db.prepare('INSERT OR REPLACE INTO cut (one, sequence, hash, statement) VALUES (1, ?, ?, ?)').run(
    cut.sequence,
    cut.hash,
    JSON.stringify(cut),
  )
}

/** A statement as it was written; one that is none has a signature that holds for nothing. */
export function parseCut(text: string): Cut {
  const none = {sequence: 0, hash: '', count: 0, firstAt: '', lastAt: '', at: '', by: '', why: '', event: 0}
  try {
    const value = JSON.parse(text) as Partial<Cut> | null
    return {...none, key: '', signature: '', ...value}
  } catch {
    return {...none, key: '', signature: ''}
  }
}
