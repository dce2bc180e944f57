import {createServer, type Server, type Socket} from 'node:net'
import type {Control} from '../../host/server/report.ts'
import {parts} from '../../host/world-parts.ts'
import type {PeerUid} from './peers.ts'

const [longest, patienceMs, mostConnections] = [1024, 5000, 64]

type Question = {readonly ask?: unknown; readonly now?: unknown; readonly only?: unknown}

/** What answers this home's own commands: one question in a line, one answer, and the connection is over. */
export function controlDoor(control: Control, peerUid: PeerUid | undefined): Server {
  const server = createServer({allowHalfOpen: true}, (socket) => {
    socket.on('error', () => {})
    socket.setTimeout(patienceMs, () => socket.destroy())
    const uid = peerUid?.(socket)
    // Nobody else comes through the folder; should somebody, the kernel is asked as well.
    if (uid !== undefined && uid !== 0 && uid !== process.geteuid?.()) return socket.destroy()
    return void answer(control, socket).catch(() => socket.destroy())
  })
  server.maxConnections = mostConnections
  return server
}

async function answer(control: Control, socket: Socket): Promise<void> {
  const question = JSON.parse(await whole(socket)) as Question
  socket.end(`${JSON.stringify({said: await said(control, question)})}\n`)
}

/** All that is sent, which is not much. A loop over the socket would destroy it at its end. */
function whole(socket: Socket): Promise<string> {
  const {promise, resolve, reject} = Promise.withResolvers<string>()
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    if (text.length > longest) reject(new Error('too long'))
  })
  socket.once('end', () => resolve(text))
  socket.once('close', () => reject(new Error('left')))
  return promise
}

async function said(control: Control, {ask, now, only}: Question): Promise<unknown> {
  switch (ask) {
    case 'status':
      return control.status()
    case 'reload':
      return control.reload(Array.isArray(only) ? parts.filter((part) => only.includes(part)) : undefined)
    case 'stop':
      return control.stop(now === true)
    default:
      return undefined
  }
}
