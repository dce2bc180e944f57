import {once} from 'node:events'
import {rmSync} from 'node:fs'
import {connect, createServer, type Server, type Socket} from 'node:net'
import {join} from 'node:path'
import {libc} from '../../host/server/libc.ts'
import {listenAt} from './listen.ts'

/** The uid of who is at the other end, as the kernel noted it when they connected; undefined where it does not say. */
export type PeerUid = (socket: Socket) => number | undefined

/**
 * How callers of a Unix socket are told apart here. Tried out first, on a socket of its own in `folder`: where the kernel does not say of this
 * very process who it is, it is not believed of others either, and everybody needs a key.
 */
export async function peers(folder: string): Promise<PeerUid | undefined> {
  const c = libc()
  if (c === undefined) return undefined
  const found = await tried(join(folder, 'self-test.sock'), (socket) => c.peerOf(socket)).catch(
    () => undefined,
  )
  const right = found?.pid === process.pid && found.uid === process.geteuid?.()
  return right ? (socket) => c.peerOf(socket)?.uid : undefined
}

async function tried<T>(path: string, look: (socket: Socket) => T): Promise<T> {
  rmSync(path, {force: true})
  const server = createServer()
  try {
    await listenAt(server, path)
    return await looked(server, path, look)
  } finally {
    server.close()
  }
}

async function looked<T>(server: Server, path: string, look: (socket: Socket) => T): Promise<T> {
  const connection = once(server, 'connection')
  const client = connect({path})
  try {
    const [socket] = (await connection) as [Socket]
    const found = look(socket)
    socket.destroy()
    return found
  } finally {
    client.destroy()
  }
}
