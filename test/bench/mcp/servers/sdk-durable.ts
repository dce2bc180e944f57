import {createServer} from 'node:net'
import {DatabaseSync} from 'node:sqlite'
import {setImmediate} from 'node:timers/promises'
import {serveStdio, StdioServerTransport} from '@modelcontextprotocol/server/stdio'
import {saying} from './echo.ts'

/** The bare SDK where each call leaves as much on the disk as one of Parrot's, and waits for it as often: one row, then two, all by itself. */
const [path = ''] = process.argv.slice(2)
const db = new DatabaseSync(`${path}.db`)
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE events (payload TEXT) STRICT')
const insert = db.prepare('INSERT INTO events VALUES (?)')
const row = 'x'.repeat(400)

function durable(rows: number): void {
  db.exec('BEGIN IMMEDIATE')
  for (let left = rows; left > 0; left--) insert.run(row)
  db.exec('COMMIT')
}

async function recorded(): Promise<void> {
  durable(1)
  await setImmediate()
  durable(2)
}

createServer((socket) => {
  socket.on('error', () => {})
  serveStdio(() => saying(recorded), {transport: new StdioServerTransport(socket, socket)})
}).listen(path)
