import {spawn, type ChildProcess, type StdioOptions} from 'node:child_process'
import {once} from 'node:events'
import {closeSync, mkdirSync, openSync, readSync, unlinkSync} from 'node:fs'
import type {Duplex} from 'node:stream'
import {plainLine} from './plain-line.ts'
import type {Plan} from './plan.ts'
import {send} from './process.ts'
import {firstMount, given} from './shim.ts'

/** A shim on its way. Nothing of the plugin runs before its first line of stdin is written. */
export type Shim = {
  readonly child: ChildProcess
  /** The number of the outermost process, undefined where none could be made. */
  readonly pid: number | undefined
  /** True once the shim has made its pipes; false where it ended before. */
  readonly ready: Promise<boolean>
  /** The plugin's status as a shell gives it; undefined where it was not to be had. */
  readonly ended: Promise<number | undefined>
  /** The outermost process is gone, and with it all the others. */
  readonly gone: Promise<unknown>
  /** What bubblewrap and the shim complained of, in one line. */
  complaints(): string
  /** The shim's number on this machine; undefined while bubblewrap has not said it. */
  inside(): number | undefined
  /** SIGTERM for the plugin. */
  ask(): void
  /** The end of everything. */
  end(): void
  /** Once it is gone: what was kept open until then. */
  close(): void
}

const longestComplaint = 4096
/** Nobody but the shim should write there, and that writes two lines. */
const longestReport = 256
/** Where even the end of the lifeline is not heard: a mount that hangs while the sandbox is being built. */
const patienceMs = 1000

/** Starts the shim of a plan and hands it the policy. The plan's mounts are closed here, now that the child has them. */
export function start(plan: Plan, runFolder: string): Shim {
  const status = plan.enclosed ? openStatus(runFolder) : undefined
  const child = spawned(plan, status)
  const stream = (fd: number) => quiet(child.stdio[fd] as Duplex)
  if (plan.enclosed) {
    stream(given.policy).end(plan.policy)
    stream(given.filter).end(plan.filter)
  }
  const lifeline = stream(given.lifeline).resume()
  const complaints = textOf(stream(given.complaints), child)
  const inside = () => (status === undefined ? child.pid : readStatus(status))
  const {ready, ended} = readReport(stream(given.report))
  return {
    child,
    pid: child.pid,
    ready,
    ended,
    gone: exitOf(child),
    complaints,
    inside,
    ask: () => void lifeline.write('term\n'),
    end: () => end(child, lifeline, inside),
    close: () => status !== undefined && closeSync(status),
  }
}

function spawned(plan: Plan, status: number | undefined): ChildProcess {
  const [program, ...args] = plan.argv
  const {cwd, env} = plan
  try {
    return spawn(program, args, {cwd, env, detached: true, stdio: stdioOf(plan, status)})
  } finally {
    for (const fd of plan.mounts) closeSync(fd)
  }
}

let statuses = 0

/** bubblewrap must be able to write its status when nobody reads it any more, or it would die and leave what it had begun. */
function openStatus(folder: string): number {
  mkdirSync(folder, {recursive: true, mode: 0o700})
  statuses += 1
  const path = `${folder}/status-${process.pid}-${statuses}`
  const fd = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return fd
}

function readStatus(fd: number): number | undefined {
  const text = Buffer.alloc(1024)
  const length = readSync(fd, text, 0, text.length, 0)
  const [, pid] = /"child-pid": (\d+)/.exec(text.toString('utf8', 0, length)) ?? []
  return pid === undefined ? undefined : Number(pid)
}

function stdioOf(
  {enclosed, connect, mounts}: Plan,
  status: number | undefined,
): Exclude<StdioOptions, string> {
  const stdio: Exclude<StdioOptions, string> = Array.from({length: firstMount}, () => 'ignore')
  stdio[given.complaints] = 'pipe'
  stdio[given.lifeline] = 'pipe'
  stdio[given.report] = 'pipe'
  if (enclosed) stdio[given.policy] = stdio[given.filter] = 'pipe'
  if (status !== undefined) stdio[given.status] = status
  if (connect.length > 0) stdio[given.listener] = 'ipc'
  return [...stdio, ...mounts]
}

/** A broken pipe is no news: the other end is gone, and its exit says why. */
function quiet(stream: Duplex): Duplex {
  return stream.on('error', () => {})
}

function textOf(stream: Duplex, child: ChildProcess): () => string {
  let text = ''
  child.on('error', ({message}) => (text += message))
  stream.on('data', (chunk: Buffer) => {
    if (text.length < longestComplaint) text += chunk.toString()
  })
  return () => plainLine(text.slice(0, longestComplaint))
}

function readReport(report: Duplex): Pick<Shim, 'ready' | 'ended'> {
  const ready = Promise.withResolvers<boolean>()
  const ended = Promise.withResolvers<number | undefined>()
  let text = ''
  report.on('data', (chunk: Buffer) => {
    if (text.length < longestReport) text += chunk.toString()
    if (text.startsWith('ready\n')) ready.resolve(true)
    const code = /^exit (\d+)$/m.exec(text)?.[1]
    if (code !== undefined) ended.resolve(Number(code))
  })
  report.on('close', () => {
    ready.resolve(false)
    ended.resolve(undefined)
  })
  return {ready: ready.promise, ended: ended.promise}
}

async function exitOf(child: ChildProcess): Promise<void> {
  // One that never began has no exit either; the end of its report says so.
  await once(child, 'exit').catch(() => {})
}

function end(child: ChildProcess, lifeline: Duplex, inside: () => number | undefined): void {
  const {pid} = child
  lifeline.end()
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const timer = setTimeout(() => {
    send(inside() ?? pid, 'SIGKILL')
    send(-pid, 'SIGKILL')
  }, patienceMs)
  child.once('exit', () => clearTimeout(timer))
}
