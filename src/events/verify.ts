import {existsSync} from 'node:fs'
import {DatabaseSync} from 'node:sqlite'
import {setImmediate as breath} from 'node:timers/promises'
import {problem, type Problem} from '../text/problem.ts'
import {genesis, type Anchor} from './chain.ts'
import {chainCheck, type ChainCheck, type Finding} from './check-chain.ts'
import {against, checkHeads, type HeadsChecked, type Held} from './check-heads.ts'
import {explain} from './explain.ts'
import {hostPublicKey} from './host-key.ts'
import {causeOf} from './refused.ts'
import type {Sink} from './sink.ts'
import {columns, rowFrom, type RowValues} from './stored-event.ts'
import {tables, tablesVersion} from './tables.ts'

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
    const outside = await Promise.all(sinks.map((sink) => checkHeads(sink, held, hostPublicKey(key))))
    return verdict([...inside, ...expected], outside, chain, anchor)
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

async function inspect(db: DatabaseSync, file: string, chain: ChainCheck): Promise<Finding[]> {
  try {
    db.open()
    if (isEmpty(db)) return []
    const findings = [...altered(db, file), ...(await follow(db, chain))]
    return findings.length === 0 ? indices(db, file) : findings
  } catch (error) {
    const at = chain.last().sequence + 1
    return [{sequence: at, problem: problem('journal_unreadable', {file, cause: causeOf(error)})}]
  }
}

/** Its process died before it had made the tables: there were never events in it. */
const isEmpty = (db: DatabaseSync) => db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined

/** A trigger or a view of the same name could show other events than were written. */
function altered(db: DatabaseSync, file: string): Finding[] {
  const found = new Map([...schemaOf(db)].map(([name, sql]) => [sql, name]))
  const missing = tables.map(plain).filter((sql) => !found.delete(sql))
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  const name = [
    ...found.values(),
    ...missing,
    ...(version === tablesVersion ? [] : [`version ${version}`]),
  ][0]
  return name === undefined ? [] : [{sequence: 0, problem: problem('journal_altered', {file, name})}]
}

function schemaOf(db: DatabaseSync): [name: string, sql: string][] {
  const own = "sql IS NOT NULL AND NOT (type = 'table' AND name = 'sqlite_stat1')"
  const rows = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE ${own}`).all()
  return rows.map(({name, sql}) => [String(name), plain(String(sql))])
}

const plain = (sql: string) => sql.replaceAll(/\s+/g, ' ')

/** Rows read at once, between two breaths for whatever else this process does. */
const atOnce = 1_000

async function follow(db: DatabaseSync, chain: ChainCheck): Promise<Finding[]> {
  const page = db.prepare(
    `SELECT ${columns} FROM events WHERE sequence > ? ORDER BY sequence LIMIT ${atOnce}`,
    {returnArrays: true},
  )
  for (let after = chain.last().sequence || Number.MIN_SAFE_INTEGER; ; after = chain.last().sequence) {
    let count = 0
    for (const values of page.iterate(after) as Iterable<unknown>) {
      const finding = chain.accept(rowFrom(values as RowValues))
      if (finding !== undefined) return [explain(db, finding)]
      count++
    }
    if (count < atOnce) return []
    await breath()
  }
}

/** Lists by a filter are read from the indices, so these must hold what the events hold. */
function indices(db: DatabaseSync, file: string): Finding[] {
  const cause = String(db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'])
  return cause === 'ok' ? [] : [{sequence: 0, problem: problem('journal_index', {file, cause})}]
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
