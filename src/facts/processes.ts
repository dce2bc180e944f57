import {readdirSync} from 'node:fs'
import {problem} from '../text/problem.ts'
import {groups, read, readIfThere, type Machine} from './machine.ts'
import {unavailable, type Unavailable} from './reason.ts'

/** A process that ended and that its parent has not asked after. */
export type Zombie = {readonly pid: number; readonly parent: number; readonly name: string}

/** The processes of this machine (of this PID namespace), counted by what they do. */
export type Processes = {
  readonly total: number
  readonly running: number
  readonly sleeping: number
  /** Waiting in the kernel, mostly for a disk, so that not even a signal reaches them. */
  readonly blocked: number
  readonly stopped: number
  /** Kernel threads with nothing to do. */
  readonly idle: number
  readonly zombie: number
  /** The first hundred of them. */
  readonly zombies: readonly Zombie[]
}

/** One pass over /proc; what ends meanwhile is left out. Unavailable where the processes of others are hidden. */
export async function processes(machine: Machine, signal: AbortSignal): Promise<Processes | Unavailable> {
  if (!sees(machine)) return unavailable(problem('processes_hidden'))
  const pids = readdirSync(`${machine.root}/proc`).filter((name) => /^\d+$/.test(name))
  const found: Process[] = []
  for (const [index, pid] of pids.entries()) {
    if (index % slice === slice - 1) await turn(signal)
    const text = readIfThere(machine, `/proc/${pid}/stat`)
    if (text !== undefined) found.push(parse(text, pid))
  }
  return count(found)
}

type Process = Zombie & {readonly state: string}

/** Some milliseconds of reading, after which others have their turn. */
const slice = 128
const shown = 100

async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}

function sees(machine: Machine): boolean {
  try {
    return read(machine, '/proc/1/stat') !== ''
  } catch {
    return false
  }
}

/** The name stands in parentheses and may hold any byte, parentheses and line ends too; after the last one come plain fields. */
function parse(text: string, pid: string): Process {
  const [name = '', state = '', parent] = groups(text, /^\d+ \((.*)\) (\S) (\d+) /s, `/proc/${pid}/stat`)
  return {pid: Number(pid), parent: Number(parent), name, state}
}

function count(found: readonly Process[]): Processes {
  const inState = (...states: readonly string[]): Process[] =>
    found.filter(({state}) => states.includes(state))
  const zombies = inState('Z')
  return {
    total: found.length,
    running: inState('R').length,
    sleeping: inState('S').length,
    blocked: inState('D').length,
    stopped: inState('T', 't').length,
    idle: inState('I').length,
    zombie: zombies.length,
    zombies: zombies.slice(0, shown).map(({pid, parent, name}) => ({pid, parent, name})),
  }
}
