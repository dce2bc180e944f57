import {createServer} from 'node:net'
import {DatabaseSync} from 'node:sqlite'
import {serveStdio, StdioServerTransport} from '@modelcontextprotocol/server/stdio'
import {softly, transactions} from '../../../../src/events/database.ts'
import {groupCommit} from '../../../../src/events/group-commit.ts'
import {saying} from './echo.ts'

/**
 * The bare SDK where each call leaves as many rows on the disk as one of Parrot's and waits for it as often, calls of the same moment
 * together: one row that is only committed, then two that are waited for. No index, no chain, nothing taken out of them.
 */
const [path = ''] = process.argv.slice(2)
const db = new DatabaseSync(`${path}.db`)
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE events (payload TEXT) STRICT')
const insert = db.prepare('INSERT INTO events VALUES (?)')
const atOnce = transactions(db)
const text = 'x'.repeat(400)
const {append} = groupCommit((rows: readonly {readonly soft: boolean}[]) => {
  const commit = () => atOnce(() => rows.map(() => insert.run(text)))
  return rows.every(({soft}) => soft) ? softly(db, commit) : commit()
})

async function recorded(): Promise<void> {
  await append({soft: true})
  await Promise.all([append({soft: false}), append({soft: false})])
}

createServer((socket) => {
  socket.on('error', () => {})
  serveStdio(() => saying(recorded), {transport: new StdioServerTransport(socket, socket)})
}).listen(path)
