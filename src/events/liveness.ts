import {readFileSync, readlinkSync} from 'node:fs'

/**
 * Which process this is, for good: a pid comes back, a pid with its start time (clock ticks since boot) does not before
 * the next boot. A container that shares the journal counts its pids in a namespace of its own.
 */
export type ProcessIdentity = {
  readonly bootId: string
  readonly pid: number
  readonly startTime: string
  readonly pidNamespace: string
}

/** This process's identity, read once. Throws where there is no /proc. */
export function processIdentity(): ProcessIdentity {
  return (own ??= {
    bootId: bootId(),
    pid: process.pid,
    startTime: startTime('self').ticks,
    pidNamespace: pidNamespace(),
  })
}

/**
 * Is that process gone for certain? True after a reboot, where the pid is free, is a zombie's, or belongs to a process
 * with another start time. False where it lives, and where that cannot be known from here.
 */
export function isDead(identity: ProcessIdentity): boolean {
  const me = processIdentity()
  if (identity.bootId !== me.bootId) return true
  if (identity.pidNamespace !== me.pidNamespace) return false
  return gone(identity.pid) || replaced(identity)
}

/** What an event says of a process, where it says it rightly. */
export function asIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const {bootId, pid, startTime, pidNamespace} = value as Partial<ProcessIdentity>
  if (typeof bootId !== 'string' || typeof startTime !== 'string' || typeof pidNamespace !== 'string')
    return undefined
  return Number.isSafeInteger(pid) && Number(pid) > 0
    ? {bootId, pid: Number(pid), startTime, pidNamespace}
    : undefined
}

let own: ProcessIdentity | undefined

const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()

const pidNamespace = () => readlinkSync('/proc/self/ns/pid')

function gone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** A process that is there but cannot be looked at may be the one; nothing is concluded from it. */
function replaced({pid, startTime: expected}: ProcessIdentity): boolean {
  try {
    const {state, ticks} = startTime(pid)
    return ticks !== expected || state === 'Z' || state === 'X'
  } catch {
    return false
  }
}

/** Fields 3 and 22 of /proc/<pid>/stat. The name before them may hold spaces and parentheses. */
function startTime(pid: number | 'self'): {state: string; ticks: string} {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {state: fields[0] ?? '', ticks: fields[19] ?? ''}
}
