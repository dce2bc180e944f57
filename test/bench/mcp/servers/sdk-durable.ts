import {createServer} from 'node:net'
import {DatabaseSync} from 'node:sqlite'
import {serveStdio, StdioServerTransport} from '@modelcontextprotocol/server/stdio'
import {transactions} from '../../../../src/events/database.ts'
import {groupCommit} from '../../../../src/events/group-commit.ts'
import {saying} from './echo.ts'

/**
 * The bare SDK where each call leaves as many rows on the disk as one of Parrot's and waits for them as often, calls of the same moment
 * together: one row, then two. No index, no chain, nothing taken out of them.
 */
const [path = ''] = process.argv.slice(2)
const db = new DatabaseSync(`${path}.db`)
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE events (payload TEXT) STRICT')
const insert = db.prepare('INSERT INTO events VALUES (?)')
const atOnce = transactions(db)
const {append} = groupCommit((rows: readonly string[]) => atOnce(() => rows.map((row) => insert.run(row))))
const row = 'x'.repeat(400)

async function recorded(): Promise<void> {
  await append(row)
  await Promise.all([append(row), append(row)])
}

createServer((socket) => {
  socket.on('error', () => {})
  serveStdio(() => saying(recorded), {transport: new StdioServerTransport(socket, socket)})
}).listen(path)
