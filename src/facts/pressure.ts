import {problem} from '../text/problem.ts'
import {groups, isCode, isMissing, read, type Machine} from './machine.ts'
import {absent, type Absent} from './reason.ts'

/** The share of the last 10, 60 and 300 seconds that was lost waiting, in percent, and the whole since boot. */
export type Share = {
  readonly percent10s: number
  readonly percent60s: number
  readonly percent300s: number
  readonly totalMicroseconds: number
}

/** Time in which at least one task waited, and in which all of them did at once. */
type Stall = {
  readonly some: Share
  /** Null where the kernel does not count it, as for the CPU before Linux 5.13. */
  readonly full: Share | null
}

/** Pressure stall information of the whole machine. */
export type Pressure = {readonly cpu: Stall; readonly memory: Stall; readonly io: Stall}

/** What is lost waiting for CPU, memory and disks; absent where the kernel keeps no such figures. */
export function pressure(machine: Machine): Pressure | Absent {
  try {
    return {cpu: stall(machine, 'cpu'), memory: stall(machine, 'memory'), io: stall(machine, 'io')}
  } catch (cause) {
    if (isMissing(cause) || isCode(cause, 'EOPNOTSUPP', 'ENOTSUP')) return absent(problem('no_pressure'))
    throw cause
  }
}

function stall(machine: Machine, resource: string): Stall {
  const file = `/proc/pressure/${resource}`
  const text = read(machine, file)
  return {some: share(text, 'some', file), full: /^full /m.test(text) ? share(text, 'full', file) : null}
}

function share(text: string, kind: string, file: string): Share {
  const pattern = new RegExp(
    `^${kind} avg10=(\\d+\\.\\d+) avg60=(\\d+\\.\\d+) avg300=(\\d+\\.\\d+) total=(\\d+)$`,
    'm',
  )
  const [percent10s = 0, percent60s = 0, percent300s = 0, totalMicroseconds = 0] = groups(
    text,
    pattern,
    file,
  ).map(Number)
  return {percent10s, percent60s, percent300s, totalMicroseconds}
}
