import type {DatabaseSync} from 'node:sqlite'
import type {Anchor} from './chain.ts'
import type {ChainCheck} from './check-chain.ts'
import type {Held} from './check-heads.ts'
import {isEmpty} from './inspect.ts'

/** What a journal holds from `anchor` on, for heads to be held against; nothing where there is none that can be read. */
export function heldBy(db: DatabaseSync | undefined, anchor: Anchor, chain: ChainCheck): Held {
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
