import {readSync, writeSync} from 'node:fs'
import type {Facts} from './facts/facts.ts'

/** What one call hands to a plugin, and how the plugin speaks while it works. */
export type Call<Input, Config> = {
  /** The number of the call, as in the journal. */
  readonly id: string
  /** The name of the command that was called, of a plugin with `commands`; else that of the plugin. */
  readonly command: string
  /** Already checked against the manifest's `input`. */
  readonly input: Input
  /** The manifest's `config`, with defaults filled in. */
  readonly config: Config
  /** The facts that the manifest has permission for (`facts:<name>`). */
  readonly facts: Facts
  /** Only ever true where the manifest says `dryRun`; then nothing may be changed. */
  readonly dryRun: boolean
  /** Of a command that speaks MCP: whom its caller can ask, of `user`, `model` and `roots`. */
  readonly client: readonly string[]
  /** What they answered to the questions it returned last time, by the names it gave them; a stranger's words. */
  readonly answers: Readonly<Record<string, unknown>>
  /** The `requestState` that it returned with them. */
  readonly state: string | undefined
  /** How far the work is, from 0 to 1. */
  readonly progress: (progress: number, message?: string) => void
  /** Something it offers over MCP is another now: `tools`, `prompts`, `resources`, or an address of its own. */
  readonly changed: (what: string) => void
  /** One line of log. */
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', line: string) => void
}

/** Thrown by `run`: what is wrong, and `next`, what whoever called can do about it. */
export class Failure extends Error {
  readonly next: string

  constructor(message: string, next: string, options?: ErrorOptions) {
    super(message, options)
    this.next = next
  }
}

/**
 * Runs a plugin: reads the call from stdin, gives it to `run`, and writes what that returns to stdout (a string as it is, anything
 * else as JSON). What `run` throws becomes a line of log and exit status 1; a stdin that holds no call, exit status 2.
 */
export async function definePlugin<Input, Config = unknown>(
  run: (call: Call<Input, Config>) => unknown,
): Promise<void> {
  const call = callIn(readAll(0))
  if (!call) return leave(2, 'this is a plugin of Parrot; run it with: parrot <its name>')
  try {
    const result = await run({...(call as Call<Input, Config>), progress, changed, log})
    writeAll(1, typeof result === 'string' ? result : `${JSON.stringify(result)}\n`)
  } catch (cause) {
    leave(1, cause instanceof Error ? cause.message : String(cause), adviceOf(cause))
  }
}

function callIn(text: string): object | undefined {
  try {
    const {
      call: id,
      command = '',
      input = {},
      config = {},
      facts = {},
      dryRun = false,
      ...talk
    } = JSON.parse(text)
    const {client = [], answers = {}, state} = talk
    return typeof id === 'string'
      ? {id, command, input, config, facts, dryRun: dryRun === true, client, answers, state}
      : undefined
  } catch {
    return undefined
  }
}

/** Of the error, or of what it was caused by; that may be itself. */
function adviceOf(cause: unknown, depth = 0): string | undefined {
  if (!(cause instanceof Error) || depth > 100) return undefined
  return cause instanceof Failure ? cause.next : adviceOf(cause.cause, depth + 1)
}

function leave(status: number, line: string, next?: string): void {
  log('error', line)
  if (next !== undefined) log('next', next)
  process.exitCode = status
}

function log(level: string, line: string): void {
  writeAll(2, `${level}: ${line.replaceAll(/[\r\n]+/g, ' ')}\n`)
}

function progress(share: number, message?: string): void {
  tell(message === undefined ? {progress: share} : {progress: share, message})
}

function changed(what: string): void {
  tell({changed: what})
}

function tell(line: object): void {
  // Without a host descriptor 3 belongs to whoever opened it, Node itself perhaps.
  if (process.env.PARROT_CALL_ID === undefined) return
  try {
    writeAll(3, `${JSON.stringify(line)}\n`)
  } catch {
    // Nobody listens.
  }
}

function readAll(fd: number): string {
  const chunks: Buffer[] = []
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536)
    const length = retry(() => readSync(fd, chunk))
    if (length === 0) return Buffer.concat(chunks).toString('utf8')
    chunks.push(chunk.subarray(0, length))
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) at += retry(() => writeSync(fd, bytes, at))
}

/** A descriptor shared with a terminal or a host may be non-blocking. `process.stdin` would load all of the streams first. */
function retry(work: () => number): number {
  for (;;) {
    try {
      return work()
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}
