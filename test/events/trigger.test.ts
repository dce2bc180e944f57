import {DatabaseSync} from 'node:sqlite'
import {expect, test} from 'vitest'
import {appendAll, callOf, draft, open} from './place.ts'
import {check, first, written} from './temp-journal.ts'

/** Named like SQLite's own things, which a careless look at the schema passes over. */
const hidden = [
  `CREATE TRIGGER sqlite_x BEFORE INSERT ON events WHEN new.payload LIKE '%hello%' BEGIN SELECT RAISE(IGNORE); END`,
  `CREATE TRIGGER sqlite_x AFTER INSERT ON events BEGIN DELETE FROM events WHERE sequence = new.sequence; END`,
]

function plant(file: string, sql: string): void {
  const db = new DatabaseSync(file, {defensive: false})
  db.exec('PRAGMA writable_schema = ON')
  db.prepare(
    "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', 'sqlite_x', 'events', 0, ?)",
  ).run(sql)
  const version = Number(db.prepare('PRAGMA schema_version').get()?.['schema_version'])
  db.exec(`PRAGMA schema_version = ${version + 1}`)
  db.close()
}

test.each(hidden)('%s: seen by verify, and nothing is written past it', async (sql) => {
  const {place} = await written()
  plant(place.file, sql)
  expect(first(await check(place))).toEqual([0, 'journal_altered'])
  expect(() => open(place)).toThrow(/sqlite_x/)
})

test.each(hidden)('%s: planted while the journal is open, it stops what comes next', async (sql) => {
  const {place} = await written()
  const journal = open(place)
  plant(place.file, sql)
  await expect(appendAll(journal, callOf('hello'))).rejects.toThrow(/does not keep/)
  journal.close()
})

test.each([
  `CREATE TRIGGER sqlite_x BEFORE INSERT ON events WHEN new.payload LIKE '%hello%' BEGIN SELECT RAISE(IGNORE); END`,
  `CREATE TRIGGER sqlite_x AFTER INSERT ON events WHEN new.payload LIKE '%hello%' BEGIN DELETE FROM events WHERE sequence = new.sequence; END`,
  `CREATE TRIGGER sqlite_x AFTER INSERT ON events WHEN new.payload LIKE '%hello%' BEGIN UPDATE events SET payload = '{}', hash = '00' WHERE sequence = new.sequence; END`,
])('%s: of several that are written together, what it takes away is refused', async (sql) => {
  const {place} = await written()
  const journal = open(place)
  plant(place.file, sql)
  const texts = ['one', 'hello', 'three']
  const ends = await Promise.allSettled(texts.map((text) => journal.append(draft('ERROR_OCCURRED', {text}))))
  expect(ends.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  journal.close()
})
