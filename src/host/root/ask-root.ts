import {once} from 'node:events'
import {connect, type Socket} from 'node:net'
import {speaksMcp} from '../../manifest/manifest.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {libc} from '../server/libc.ts'
import type {PluginTarget} from '../target.ts'
import {nobody} from '../spoken/spoken.ts'
import {wholeLines} from '../whole-lines.ts'
import {meantBy} from './meant.ts'
import {longestAsk, rootSocket, type RootAsk, type RootSays} from './messages.ts'

/** Bytes of one line of the helper's. */
const longest = 64 * 1024 ** 2
/** How long a job that was taken back may take to be gone. Milliseconds. */
const patienceMs = 60_000

/** Has the helper that runs as root run this, where there is one and root has allowed it. */
export async function askRoot(
  env: Readonly<Record<string, string | undefined>>,
  target: PluginTarget,
  work: Work,
): Promise<Answer> {
  const {request, id: call, values: input, world} = work
  const {plugin, tool, command} = target
  const {dryRun, signal, watch} = request
  const talk = speaksMcp(command) ? (request.talk ?? nobody) : nobody
  const meant = meantBy(target, world)
  const {name, approved: digest = ''} = plugin
  const ask: RootAsk = {call, plugin: name, digest, tool, input, dryRun, talk, meant}
  const line = `${JSON.stringify(ask)}\n`
  if (Buffer.byteLength(line) > longestAsk)
    return {outcome: 'invalid_input', problems: [problem('root_long', {tool, most: longestAsk})]}
  const path = env['PARROT_ROOT'] || rootSocket
  const connection = connect({path})
  const wrong = await unreachable(connection, path, target)
  if (wrong !== undefined) {
    connection.destroy()
    return {outcome: 'no_sandbox', problems: [wrong]}
  }
  connection.write(line)
  return answered(connection, signal, watch)
}

async function unreachable(
  connection: Socket,
  socket: string,
  {tool, plugin}: PluginTarget,
): Promise<Problem | undefined> {
  const absent = (cause: string) => problem('root_absent', {tool, plugin: plugin.name, cause})
  try {
    await once(connection, 'connect')
  } catch (error) {
    return absent(`${socket}: ${causeWords(error)}`)
  }
  // Whoever else sits there would be told what was put in, and believed.
  const peer = libc()?.peerOf(connection)
  return peer?.uid === 0 ? undefined : absent(`${socket} is not root’s`)
}

/** To close it is to take the job back; what became of it is waited for. */
async function answered(connection: Socket, signal: AbortSignal, watch: Work['request']['watch']) {
  const {promise, resolve} = Promise.withResolvers<Answer>()
  const lost: Answer = {outcome: 'unknown_outcome', problems: [problem('root_lost')]}
  const hear = (said: RootSays) => {
    if ('answer' in said) resolve(said.answer)
    else if ('log' in said) watch.log?.(said.log)
    else if ('progress' in said) watch.progress?.(said.progress)
    else if ('ending' in said) watch.ending?.(said.ending)
  }
  const lines = wholeLines(() => longest, {
    line: (text) => {
      try {
        hear(JSON.parse(text) as RootSays)
      } catch {
        connection.destroy()
      }
    },
    tooLong: () => connection.destroy(),
  })
  let late: NodeJS.Timeout | undefined
  const leave = () => {
    connection.end()
    late = setTimeout(() => connection.destroy(), patienceMs)
  }
  connection.on('data', (chunk: Buffer) => lines.take(chunk))
  connection.on('error', () => {})
  connection.once('close', () => resolve(lost))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, {once: true})
  try {
    return await promise
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', leave)
    connection.destroy()
  }
}
