import {spawn, type ChildProcess} from 'node:child_process'
import {createInterface} from 'node:readline'
import type {Job} from '../engine.ts'
import {addressOf, type Settings} from './settings.ts'
import {inWords, unreachable} from './wrong.ts'

export type Run = {
  readonly words: readonly string[]
  /** Of stdout, as it comes. */
  readonly line?: (line: string) => void
  /** Of stderr, beside being kept. */
  readonly complaint?: (line: string) => void
  /** The same as it is, not split into lines. */
  readonly bytes?: (piece: Buffer) => void
  readonly started?: (child: ChildProcess) => void
  /** Statuses that are no failure, beside 0. */
  readonly fine?: readonly number[]
}
export type Ended = {readonly status: number | null; readonly stderr: string}

/** Runs restic on the repository of a job. It fails in words that say what to do. */
export type Restic = (run: Run) => Promise<Ended>

/** The last of what restic says is what matters; a damaged repository makes it say a great deal. */
const longest = 256 * 1024

/** From 0.17 on restic asks a server that is not there again for a quarter of an hour: when it would wait for 5 seconds or more, it is enough. */
const inVain = /^\w+\(<config\/>\) returned error, retrying after (?:\d+m\d|(?:[5-9]|\d\d+)(?:\.\d+)?s)/

export function resticFor(settings: Settings, job: Job): Restic {
  const env = environment(settings, job)
  return async (run) => {
    job.signal.throwIfAborted()
    const ended = await finished(run, env, job.signal)
    job.signal.throwIfAborted()
    // A server that goes away meanwhile looks like one whose files are gone.
    const away = settings.url !== undefined && ended.status !== 0 && unreachable.test(ended.stderr)
    const fine = ended.status === 0 || (ended.status !== null && run.fine?.includes(ended.status))
    if (fine && !away) return ended
    throw inWords(ended, settings, job.dir)
  }
}

/**
 * In a session of its own: what ends this process with its group would end restic at once, which leaves its lock behind. Told by
 * SIGINT it puts its house in order first.
 */
async function finished(run: Run, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Ended> {
  const child = spawn('restic', run.words, {env, stdio: ['ignore', 'pipe', 'pipe'], detached: true})
  const stop = () => void child.kill('SIGINT')
  signal.addEventListener('abort', stop, {once: true})
  let stderr = ''
  createInterface({input: child.stderr, crlfDelay: 0}).on('line', (line) => {
    stderr = `${stderr}${line}\n`.slice(-longest)
    run.complaint?.(line)
    if (inVain.test(line) && unreachable.test(line)) stop()
  })
  if (run.bytes) child.stdout.on('data', (piece: Buffer) => run.bytes?.(piece))
  else createInterface({input: child.stdout, crlfDelay: 0}).on('line', (line) => run.line?.(line))
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', () => run.started?.(child))
      child.once('close', (status) => resolve({status, stderr}))
    })
  } catch (error) {
    throw inWords(error, undefined, '')
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Nothing that is not meant for it: restic obeys many variables. */
function environment(settings: Settings, {dir}: Job): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']
  return {
    ...Object.fromEntries(passed.map((name) => [name, process.env[name]])),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    RESTIC_REPOSITORY: addressOf(settings, dir),
    RESTIC_PASSWORD: settings.password,
    RESTIC_PROGRESS_FPS: '4',
  }
}
