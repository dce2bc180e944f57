import {existsSync} from 'node:fs'
import type {Sink} from './sink.ts'

/** The programs of systemd that write to its journal and read from it, and the socket that tells that it runs. */
export type Journald = {readonly cat: string; readonly ctl: string; readonly socket: string}

const usual: Journald = {
  cat: '/usr/bin/systemd-cat',
  ctl: '/usr/bin/journalctl',
  socket: '/run/systemd/journal/socket',
}

const identifier = 'parrot-head'

/** Loaded when first needed: most processes have no head due for this place. */
const programs = () => process.getBuiltinModule('node:child_process')

/**
 * systemd's journal, where it runs; else undefined. Its files belong to root: an owner of Parrot's files cannot take back
 * what went there. Only lines of this user are read, for anybody may write under any identifier.
 */
export function journaldSink({cat, ctl, socket}: Journald = usual): Sink | undefined {
  if (![cat, ctl, socket].every((path) => existsSync(path))) return undefined
  return {
    name: "the system's journal",
    dear: true,
    write: (line) => write(cat, line),
    lines: () => lines(ctl),
  }
}

/** Not waited for: the line is in the pipe before the child begins, and it outlives this process. */
function write(program: string, line: string): void {
  const child = programs().spawn(program, [`--identifier=${identifier}`, '--priority=notice'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.stdin.end(`${line}\n`)
  child.unref()
}

async function* lines(program: string): AsyncGenerator<string, void> {
  const {execa} = await import('execa')
  const mine = [`--identifier=${identifier}`, `_UID=${process.geteuid?.()}`]
  const options = {env: {}, extendEnv: false, stdin: 'ignore', stderr: 'ignore'} as const
  yield* execa(program, [...mine, '--output=cat', '--quiet', '--no-pager'], options)
}
