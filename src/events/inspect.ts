import type {DatabaseSync, StatementSync} from 'node:sqlite'
import {setImmediate as breath} from 'node:timers/promises'
import {problem} from '../text/problem.ts'
import type {ChainCheck, Finding} from './check-chain.ts'
import {explain} from './explain.ts'
import {causeOf} from './refused.ts'
import {columns, rowFrom, type RowValues} from './stored-event.ts'
import {labelled, tables, tablesVersion} from './tables.ts'

/**
 * What is wrong in the file itself: its tables, its chain, its indices; the first of each is enough. `chain` is left where it
 * stopped. Never rejects: a file that cannot be read is a finding.
 */
export async function inspect(db: DatabaseSync, file: string, chain: ChainCheck): Promise<Finding[]> {
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
export const isEmpty = (db: DatabaseSync) => db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined

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
    for (const values of rowsOf(page, after)) {
      const finding = chain.accept(rowFrom(values as RowValues))
      if (finding !== undefined) return [explain(db, finding)]
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

/** Lists by a filter are read from copies and indices, so these must hold what the events hold. */
function indices(db: DatabaseSync, file: string): Finding[] {
  const cause = mislabelled(db) ?? String(db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'])
  return cause === 'ok' ? [] : [{sequence: 0, problem: problem('journal_index', {file, cause})}]
}

function mislabelled(db: DatabaseSync): string | undefined {
  const wrong = `plugin IS NOT ${labelled('plugin')} OR who IS NOT ${labelled('who')}`
  const row = db.prepare(`SELECT sequence FROM events WHERE ${wrong} ORDER BY sequence LIMIT 1`).get()
  return row && `event ${String(row['sequence'])} is listed under another plugin or user`
}
