import canonicalize from 'canonicalize'
import {createHash} from 'node:crypto'
import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {onTestFinished} from 'vitest'
import type {StoredEvent} from '../../src/events/journal.ts'
import {fileSink} from '../../src/events/sink.ts'
import {appendAll, callOf, draft, open, placeIn, type Place} from './place.ts'
import type {Verification} from '../../src/events/verdict.ts'
import {verify, type VerifyOptions} from '../../src/events/verify.ts'

/** A new folder for one test, gone when the test is over. */
export function tempPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-journal-'))
  chmodSync(folder, 0o700)
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  return placeIn(folder)
}

export function check({file, key, heads}: Place, more: Partial<VerifyOptions> = {}) {
  return verify({file, key, sinks: [fileSink(heads)], ...more})
}

/** Twelve events, with a head outside after four, eight and twelve. */
export async function written(): Promise<{place: Place; events: StoredEvent[]}> {
  const place = tempPlace()
  const events: StoredEvent[] = []
  for (const part of [0, 1, 2]) {
    const journal = open(place)
    events.push(...(await appendAll(journal, [...callOf(`call-${part}`), draft('ERROR_OCCURRED', {part})])))
    journal.close()
  }
  return {place, events}
}

/** What a verification says first: all well, or where and what. */
export function first({ok, findings}: Pick<Verification, 'ok' | 'findings'>): unknown {
  return ok ? 'ok' : [findings[0]?.sequence, findings[0]?.problem.code]
}

/** Lets a test do to the file what its owner could. */
export function tamper({file}: Pick<Place, 'file'>, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(file, {defensive: false})
  try {
    work(db)
  } finally {
    db.close()
  }
}

/** The contract's hash, worked out a second time: SHA-256 over the previous hash and the RFC 8785 form without the hash. */
export function rightHash(previous: string, event: StoredEvent): string {
  const unhashed = {...event, hash: undefined}
  return createHash('sha256')
    .update(previous)
    .update(String(canonicalize(unhashed)))
    .digest('hex')
}
