import {readdirSync, readFileSync} from 'node:fs'
import {setTimeout} from 'node:timers/promises'
import {identify, send, statOf, type ProcessId} from './process.ts'

/** The outermost process of a run, as it was recorded, and the boot of the machine that it belongs to. */
export type Survivor = ProcessId & {readonly bootId: string}

const looksEveryMs = 20
const patienceMs = 2000

/** Which boot of the machine this is. Process numbers mean nothing in another. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

/** Is exactly this process still there? */
export function isAlive({bootId: boot, pid, startTime}: Survivor): boolean {
  return boot === bootId() && identify(pid)?.startTime === startTime && statOf(pid)?.[0] !== 'Z'
}

/**
 * Ends what is left of runs whose host is gone, and returns the ones that were. Only a process with the recorded number,
 * start time and boot is touched, so never another that got its number since. Resolves when they are gone.
 */
export async function reapSurvivors<T extends Survivor>(records: readonly T[]): Promise<T[]> {
  const alive = records.filter(isAlive)
  for (const {pid} of alive) {
    // The first process of the sandbox is a child, or a child's where the run is traced, in a session of its own; all the
    // others go with it.
    const children = childrenOf(pid)
    for (const child of [...children, ...children.flatMap(childrenOf)]) send(child, 'SIGKILL')
    send(-pid, 'SIGKILL')
    send(pid, 'SIGKILL')
  }
  const deadline = performance.now() + patienceMs
  while (alive.some(isAlive) && performance.now() < deadline) await setTimeout(looksEveryMs)
  return alive
}

function childrenOf(pid: number): number[] {
  const numbers = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return numbers.filter((number) => Number(statOf(number)?.[1]) === pid)
}
