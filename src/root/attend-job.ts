import type {Socket} from 'node:net'
import type {Surroundings} from '../config/paths.ts'
import type {Answer} from '../host/answer.ts'
import {longestAsk, type RootAsk, type RootSays} from '../host/root/messages.ts'
import {wholeLines} from '../host/whole-lines.ts'
import {problem} from '../text/problem.ts'
import {readAsk} from './read-ask.ts'
import {runJob} from './run-job.ts'

/** Milliseconds for a job to come; bytes that may wait to be read before a log is left out. */
const [slowestMs, mostUnread] = [10_000, 1024 ** 2]
/** Milliseconds that an answer waits to be read. */
const unreadMs = 30_000

/** Who asks, and until when there is somebody to ask. */
type Attended = {readonly around: Surroundings; readonly uid: number; readonly ending: AbortSignal}

/** Does the one job of a connection. Its end, and any line more than the job, takes the job back. */
export async function attendJob(socket: Socket, attended: Attended): Promise<void> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  for (const name of ['end', 'close', 'error'] as const) socket.once(name, leave)
  attended.ending.addEventListener('abort', leave)
  try {
    await serve(socket, attended, gone.signal, leave)
  } finally {
    attended.ending.removeEventListener('abort', leave)
  }
}

async function serve(
  socket: Socket,
  attended: Attended,
  signal: AbortSignal,
  leave: () => void,
): Promise<void> {
  const say = (said: RootSays) => void (socket.writable && socket.write(`${JSON.stringify(said)}\n`))
  const mention = (said: RootSays) => void (socket.writableLength < mostUnread && say(said))
  const ask = await asked(socket, signal, leave)
  const answer =
    ask === undefined
      ? wrong
      : await runJob(ask, attended, {
          signal,
          watch: {
            log: (log) => mention({log}),
            progress: (progress) => mention({progress}),
            ending: (ending) => mention({ending}),
          },
        })
  say({answer})
  await read(socket)
}

const wrong: Answer = {outcome: 'invalid_input', problems: [problem('root_wrong')]}

/** Undefined for what is no job, is too long, or does not come. */
async function asked(socket: Socket, gone: AbortSignal, leave: () => void): Promise<RootAsk | undefined> {
  const {promise, resolve} = Promise.withResolvers<RootAsk | undefined>()
  let done = false
  const lines = wholeLines(() => longestAsk, {
    line: (text) => {
      if (done) return leave()
      done = true
      resolve(readAsk(text))
    },
    tooLong: () => resolve(undefined),
  })
  socket.on('data', (chunk: Buffer) => lines.take(chunk))
  gone.addEventListener('abort', () => resolve(undefined), {once: true})
  const late = setTimeout(resolve, slowestMs, undefined)
  return promise.finally(() => clearTimeout(late))
}

/** Gives what was said the time to be read, and no more. */
async function read(socket: Socket): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>()
  socket.once('close', () => resolve())
  const late = setTimeout(resolve, unreadMs)
  socket.end(resolve)
  if (socket.destroyed) resolve()
  await promise
  clearTimeout(late)
}
