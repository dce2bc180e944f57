import canonicalize from 'canonicalize'
import {genesis} from './chain.ts'
import type {OpenJournal, StoredEvent} from './journal.ts'

/**
 * The journal as JSON lines, one event each with the hash of the one before as `previous`, so that each can be recomputed by
 * itself; at the end one line with the signed head. Nothing where the journal is empty.
 */
export function* exportLines(journal: Pick<OpenJournal, 'read' | 'head'>): Generator<string, void> {
  const head = journal.head()
  let previous = genesis.hash
  for (const event of head === undefined ? [] : journal.read({})) {
    if (event.sequence > Number(head?.sequence)) break
    yield exportLine(event, previous)
    previous = event.hash
  }
  if (head !== undefined) yield String(canonicalize({head}))
}

/** One event of an export: RFC 8785, so that the same event gives the same bytes. */
export function exportLine(event: StoredEvent, previous: string): string {
  return String(canonicalize({...event, previous}))
}
