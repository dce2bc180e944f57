import {release} from 'node:os'
import type {Job} from './sandbox.ts'
import type {Rlimits} from './shim.ts'

/** What Node reserves beside its heap, and touches little of; a script may well start one. */
const nodeReserves = 640 * 1024 ** 2
/** The shim itself is two. */
const shimProcesses = 2
/**
 * Where a uid is shared by all runs, so are its processes: the run's own are counted by the watch, and no run may be so
 * large that another, however small, could start nothing.
 */
const sharedFence = {times: 8, atLeast: 4096}

/** How the kernel counts processes: for this sandbox alone, for all runs of one uid, or for everything the user has. */
export type Counted = 'here' | 'by uid' | 'by user'

/** Since Linux 5.14 each user namespace has a count of its own. */
export function countedBy(uid: number, kernel = release()): Counted {
  const [major = 0, minor = 0] = kernel.split('.').map(Number)
  if (uid === 0) return 'by uid'
  return major > 5 || (major === 5 && minor >= 14) ? 'here' : 'by user'
}

/** The rlimits of a job. They hold for each process; what the whole tree takes is watched. */
export function rlimitsFor({limits, grants}: Job, counted: Counted): Rlimits {
  const {memoryBytes, cpuSeconds, diskBytes} = limits
  // The shell takes whole numbers only, and would go on without a limit.
  const pids = Math.ceil(limits.pids)
  const processes = {
    here: pids + shimProcesses,
    'by uid': Math.max(pids * sharedFence.times, sharedFence.atLeast),
    'by user': 'unlimited' as const,
  }[counted]
  return {
    processes,
    openFiles: 1024,
    fileKiB: grants.write.length > 0 ? 'unlimited' : kib(diskBytes),
    dataKiB: kib(memoryBytes + nodeReserves),
    cpuSeconds: cpuSeconds === undefined ? 'unlimited' : Math.max(1, Math.ceil(cpuSeconds)),
  }
}

function kib(bytes: number): number {
  return Math.ceil(bytes / 1024)
}
