import type {DatabaseSync} from 'node:sqlite'
import {problem, type Problem} from '../text/problem.ts'
import {hashOf, type Anchor} from './chain.ts'
import type {Finding} from './check-chain.ts'
import {columns, type Row} from './stored-event.ts'

/** How far to look for where a row came from, and for how many rows may have been removed. In rows. */
const [reach, mostRemoved] = [1_000, 100]

/**
 * Says more of a row whose hash is wrong, as far as its neighbours tell: moved from further on, put in, or drawn up by a
 * removal. Where they tell nothing it was edited, which is what `finding` says already. `anchor`: the event before the first one.
 */
export function explain(db: DatabaseSync, finding: Finding, anchor: Anchor): Finding {
  if (finding.problem.code !== 'journal_edited') return finding
  const near = around(db, finding.sequence, anchor)
  const at = finding.sequence
  return moved(near, at) ?? inserted(near, at) ?? removed(near, at) ?? finding
}

type Near = {
  readonly row: (sequence: number) => Row | undefined
  readonly hash: (sequence: number) => string | undefined
}

function around(db: DatabaseSync, sequence: number, anchor: Anchor): Near {
  const query = db.prepare(`SELECT ${columns} FROM events WHERE sequence BETWEEN ? AND ?`)
  const rows = query.all(sequence - 2, sequence + reach) as unknown as Row[]
  const bySequence = new Map(rows.map((row) => [row.sequence, row]))
  return {
    row: (n) => bySequence.get(n),
    hash: (n) => (n === anchor.sequence ? anchor.hash : bySequence.get(n)?.hash),
  }
}

/** Would this row's hash be right if it were number `as`, after an event with that hash? */
function fits(row: Row | undefined, as: number, previous: string | undefined): boolean {
  return row !== undefined && previous !== undefined && hashOf(previous, {...row, sequence: as}) === row.hash
}

function moved({row, hash}: Near, at: number): Finding | undefined {
  for (let origin = at + 1; row(origin) !== undefined; origin++) {
    const previous = [hash(origin - 1), hash(origin)]
    if (previous.some((one) => fits(row(at), origin, one)))
      return found(at, problem('journal_moved', {sequence: at, origin}))
  }
  return undefined
}

/** The row after an inserted one was written with one number less: first where the forged hash is right, then where it is not. */
function inserted({row, hash}: Near, at: number): Finding | undefined {
  const place = [at - 1, at].find((n) => fits(row(n + 1), n, hash(n - 1)))
  return place === undefined ? undefined : found(place, problem('journal_inserted', {sequence: place}))
}

function removed({row, hash}: Near, at: number): Finding | undefined {
  for (let count = 1; count <= mostRemoved; count++) {
    if (fits(row(at + 1), at + 1 + count, hash(at)))
      return found(at, problem('journal_removed', {sequence: at, count}))
  }
  return undefined
}

const found = (sequence: number, problem: Problem): Finding => ({sequence, problem})
