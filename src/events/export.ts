import canonicalize from 'canonicalize'
import {genesis} from './chain.ts'
import type {OpenJournal, StoredEvent} from './journal.ts'

type Exported = Pick<OpenJournal, 'read' | 'head' | 'newest' | 'lastCut'>

/**
 * The journal as JSON lines, one event each with the hash of the one before as `previous`, so that each can be recomputed by
 * itself; at the end one line with the signed head, and before all of it, where events were cut away, one with the signed cut that
 * the first follows. `to`: only the events up to that one. Nothing where the journal is empty.
 */
export function* exportLines(journal: Exported, to = journal.newest()): Generator<string, void> {
  const cut = journal.lastCut()
  let {sequence, hash} = cut ?? genesis
  if (to <= sequence) return
  if (cut !== undefined) yield String(canonicalize({cut}))
  for (const event of journal.read({})) {
    if (event.sequence > to) break
    yield exportLine(event, hash)
    ;({sequence, hash} = event)
  }
  if (journal.lastCut()?.sequence !== cut?.sequence) throw new Error('events were cut away meanwhile')
  yield String(canonicalize({head: journal.head({sequence, hash})}))
}

/** One event of an export: RFC 8785, so that the same event gives the same bytes. */
export function exportLine(event: StoredEvent, previous: string): string {
  return String(canonicalize({...event, previous}))
}
