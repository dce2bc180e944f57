import type {DatabaseSync, StatementSync} from 'node:sqlite'
import {setImmediate as breath} from 'node:timers/promises'
import {problem} from '../text/problem.ts'
import {checkedApart} from './apart.ts'
import type {ChainCheck, Finding} from './check-chain.ts'
import {explain} from './explain.ts'
import {causeOf} from './refused.ts'
import {columns, rowFrom, type RowValues} from './stored-event.ts'
import {labelled, tablesOf, tablesVersion} from './tables.ts'

/**
 * What is wrong in the file itself: its tables, its chain, its indices; the first of each is enough. `chain` is left where it
 * stopped. Never rejects: a file that cannot be read is a finding.
 */
export async function inspect(db: DatabaseSync, file: string, chain: ChainCheck): Promise<Finding[]> {
  try {
    if (!db.isOpen) db.open()
    if (isEmpty(db)) return []
    const apart = checkedApart(file, size(db) > large ? queries : [])
    try {
      const findings = [...altered(db, file), ...(await follow(db, chain))]
      if (findings.length > 0) return findings
      const rows = (await apart.rows()) ?? queries.map((sql) => db.prepare(sql).get())
      return indices(file, rows)
    } finally {
      await apart.drop()
    }
  } catch (error) {
    const at = chain.last().sequence + 1
    return [{sequence: at, problem: problem('journal_unreadable', {file, cause: causeOf(error)})}]
  }
}

/** Its process died before it had made the tables: there were never events in it. */
export const isEmpty = (db: DatabaseSync) => db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined

/** A trigger or a view of the same name could show other events than were written. */
function altered(db: DatabaseSync, file: string): Finding[] {
  const found = new Map([...schemaOf(db)].map(([name, sql]) => [sql, name]))
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  const missing = tablesOf(version)
    .map(plain)
    .filter((sql) => !found.delete(sql))
  const name = [
    ...found.values(),
    ...missing,
    ...(version >= 1 && version <= tablesVersion ? [] : [`version ${version}`]),
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
  const anchor = chain.last()
  const page = db.prepare(
    `SELECT ${columns} FROM events WHERE sequence > ? ORDER BY sequence LIMIT ${atOnce}`,
    {returnArrays: true},
  )
  for (let after = anchor.sequence || Number.MIN_SAFE_INTEGER; ; after = chain.last().sequence) {
    let count = 0
    for (const values of rowsOf(page, after)) {
      const finding = chain.accept(rowFrom(values as RowValues))
      if (finding !== undefined) return [explain(db, finding, anchor)]
      count++
    }
    if (count < atOnce) return []
    await breath()
  }
}

/** All at once is faster; where one of them cannot be read, one by one tells which. */
function rowsOf(page: StatementSync, after: number): Iterable<unknown> {
  try {
    return page.all(after)
  } catch {
    return page.iterate(after)
  }
}

/** From so many pages on, the indices are looked at beside the chain: a thread costs more than it saves where there are few. */
const large = 5_000

const size = (db: DatabaseSync) => Number(db.prepare('PRAGMA page_count').get()?.['page_count'])

/** Lists by a filter are read from copies and indices, so these must hold what the events hold: what tells whether they do. */
const queries = [
  `SELECT sequence FROM events WHERE plugin IS NOT ${labelled('plugin')} OR who IS NOT ${labelled('who')}
   ORDER BY sequence LIMIT 1`,
  'PRAGMA integrity_check(1)',
] as const

type Answers = readonly (Readonly<Record<string, unknown>> | undefined)[]

function indices(file: string, [mislabelled, integrity]: Answers): Finding[] {
  const cause =
    mislabelled === undefined
      ? String(integrity?.['integrity_check'])
      : `event ${String(mislabelled['sequence'])} is listed under another plugin or user`
  return cause === 'ok' ? [] : [{sequence: 0, problem: problem('journal_index', {file, cause})}]
}
