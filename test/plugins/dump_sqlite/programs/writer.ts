import {DatabaseSync} from 'node:sqlite'

/**
 * Moves an amount between two accounts, and notes it, in one transaction after the other, until it is killed: their sum is the
 * same at every moment, and there are as many notes as transfers. Without notes it does not grow.
 */
const [path = '', mode = 'wal', notes = 'noted'] = process.argv.slice(2)
const database = new DatabaseSync(path, {timeout: 60_000})
database.exec(`PRAGMA journal_mode = ${mode}; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 50`)
const take = database.prepare('UPDATE account SET amount = amount - 1, moves = moves + 1 WHERE id = 1')
const give = database.prepare('UPDATE account SET amount = amount + 1 WHERE id = 2')
const note = database.prepare('INSERT INTO note (filler) VALUES (randomblob(500))')
for (let n = 0; ; n++) {
  database.exec('BEGIN IMMEDIATE')
  take.run()
  give.run()
  if (notes === 'noted') note.run()
  database.exec('COMMIT')
  if (n === 0) process.stdout.write('writing\n')
}
