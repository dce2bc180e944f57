import type {DatabaseSync} from 'node:sqlite'
import {bounds} from './read.ts'

/** What is to stay. Nothing said: everything does. */
export type Keep = {
  /** Milliseconds since the epoch: what is older goes. */
  readonly since?: number
  /** The file is to be no larger than that. */
  readonly bytes?: number
  /** Events after this one are still needed by somebody. */
  readonly needed: number
}

/** What would go: the events `from` to `to`, none where `count` is 0. */
export type Plan = {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
  readonly why: 'age' | 'size'
  /** More would go, but for calls that have not ended, or for somebody who was not told yet. */
  readonly held?: 'calls' | 'needed'
}

/** A file that was too large is cut to so much of what it may be, or the next event would be cut for again. */
const share = 0.9

/** Which events are to go: the oldest, without a gap, never the newest, nor any of a call that has not ended. */
export function planCut(db: DatabaseSync, {since, bytes, needed}: Keep, lasting: readonly string[]): Plan {
  const {cut, end} = bounds(db)
  const byAge = since === undefined ? cut : beforeTime(db, cut, end, since)
  const bySize = bytes === undefined ? cut : cut + surplus(db, bytes, {cut, end})
  const wanted = Math.min(Math.max(byAge, bySize), end - 1)
  const calls = firstOpen(db, lasting) - 1
  const to = Math.max(cut, Math.min(wanted, calls, needed))
  const held = to === wanted || wanted <= cut ? undefined : calls <= needed ? 'calls' : 'needed'
  const why = bySize > byAge ? 'size' : 'age'
  return {...range(db, cut, to), why, ...(held && {held})}
}

/** The last event before the first one that is young enough: an event that claims to be older behind it does not count. */
function beforeTime(db: DatabaseSync, cut: number, end: number, since: number): number {
  const first = db
    .prepare(
      `SELECT sequence FROM events NOT INDEXED WHERE sequence > ? AND timestamp >= ? ORDER BY sequence LIMIT 1`,
    )
    .get(cut, new Date(since).toISOString())
  return first === undefined ? end : Number(first['sequence']) - 1
}

/** How many events are too many for so many bytes, as large as they are on average. */
function surplus(
  db: DatabaseSync,
  bytes: number,
  {cut, end}: {readonly cut: number; readonly end: number},
): number {
  const events = end - cut
  const first = Number(db.prepare('SELECT min(sequence) AS first FROM events').get()?.['first'] ?? end)
  // What was cut away and is not swept yet is still in the file, and goes anyway.
  const used = (usedBytes(db) * events) / (end - first + 1)
  if (used <= bytes || events === 0) return 0
  return Math.ceil(events * (1 - (bytes * share) / used))
}

export function usedBytes(db: DatabaseSync): number {
  return (pragma(db, 'page_count') - pragma(db, 'freelist_count')) * pragma(db, 'page_size')
}

export const pragma = (db: DatabaseSync, name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name])

/** The oldest event of a call that has not ended, but for those of `lasting` tools; endlessly far where all have. */
export function firstOpen(db: DatabaseSync, lasting: readonly string[]): number {
  const first = db
    .prepare(
      `SELECT min(sequence) AS first FROM open_calls JOIN events USING (sequence)
        WHERE coalesce(payload ->> '$.tool', '') NOT IN (SELECT value FROM json_each(?))`,
    )
    .get(JSON.stringify(lasting))?.['first']
  return first === null || first === undefined ? Number.MAX_SAFE_INTEGER : Number(first)
}

function range(db: DatabaseSync, cut: number, to: number) {
  const at = db.prepare('SELECT timestamp FROM events WHERE sequence = ?')
  const time = (sequence: number) => String(at.get(sequence)?.['timestamp'] ?? '')
  const count = to - cut
  if (count === 0) return {from: cut + 1, to: cut, count, firstAt: '', lastAt: ''}
  return {from: cut + 1, to, count, firstAt: time(cut + 1), lastAt: time(to)}
}
