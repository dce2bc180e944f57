import {spawn, type ChildProcess, type StdioOptions} from 'node:child_process'
import {once} from 'node:events'
import {closeSync} from 'node:fs'
import type {Duplex} from 'node:stream'
import type {Plan} from './plan.ts'
import {send} from './process.ts'
import {openStatus, readComplaints, readReport, readStatus, type Report} from './report.ts'
import {firstMount, given} from './shim.ts'

/** A shim on its way. Nothing of the plugin runs before its first line of stdin is written. */
export type Shim = Report & {
  readonly child: ChildProcess
  /** The number of the outermost process, undefined where none could be made. */
  readonly pid: number | undefined
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

type Stdio = Exclude<StdioOptions, string>

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
  const inside = () => (status === undefined ? child.pid : readStatus(status))
  return {
    ...readReport(stream(given.report)),
    child,
    pid: child.pid,
    // One that never began has no exit either; the end of its report says so.
    gone: once(child, 'exit').catch(() => {}),
    complaints: readComplaints(stream(given.complaints), child),
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

function stdioOf({enclosed, connect, mounts}: Plan, status: number | undefined): Stdio {
  const stdio: Stdio = Array.from({length: firstMount}, () => 'ignore')
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
