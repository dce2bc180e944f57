import {closeSync, constants, fstatSync, openSync, readFileSync, statSync} from 'node:fs'
import {problem, type Problem} from '../../text/problem.ts'
import type {Holder} from '../open-files.ts'
import type {Reopen} from './rules.ts'

export type Told = {readonly pid: number; readonly signal: string; readonly folder: string}

const numbers = {SIGHUP: 1, SIGUSR1: 10, SIGUSR2: 12} as const

/**
 * Tells the process of a pid file to open its logs anew: only where it, or a process below it, still writes to a file that
 * was rotated, so that a pid that meanwhile is another's is not hit, and only where it handles the signal, which would end
 * it otherwise. Undefined where nobody needs to be told.
 */
export function tell(
  {folder, signal, pidFile}: Reopen,
  holders: readonly Holder[],
): Told | Problem | undefined {
  const writers = holders.filter(({writes}) => writes).map(({pid}) => pid)
  if (writers.length === 0) return undefined
  const pid = pidIn(pidFile)
  if (typeof pid !== 'number') return pid
  if (!writers.some((writer) => isBelow(writer, pid))) return problem('reopen_stranger', {pid, file: pidFile})
  if (!catches(pid, numbers[signal])) return problem('reopen_uncaught', {pid, signal, file: pidFile})
  try {
    process.kill(pid, signal)
    return {pid, signal, folder}
  } catch (cause) {
    return problem('reopen_failed', {pid, signal, cause: (cause as Error).message})
  }
}

/** Written by root, by this user, or by the user whose process it names. */
function pidIn(file: string): number | Problem {
  try {
    const {O_RDONLY, O_NOFOLLOW, O_NONBLOCK} = constants
    const fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const stats = fstatSync(fd)
      if (!stats.isFile() || stats.size > 64)
        return problem('reopen_pid_file', {file, cause: 'it holds no pid'})
      const pid = Number(/^\s*(\d{1,9})\s*$/.exec(readFileSync(fd, 'latin1'))?.[1])
      if (!(pid > 1)) return problem('reopen_pid_file', {file, cause: 'it holds no pid'})
      const trusted = [0, process.geteuid?.(), statSync(`/proc/${pid}`).uid].includes(stats.uid)
      return trusted ? pid : problem('reopen_pid_file', {file, cause: `it belongs to uid ${stats.uid}`})
    } finally {
      closeSync(fd)
    }
  } catch (cause) {
    return problem('reopen_pid_file', {file, cause: (cause as Error).message})
  }
}

function isBelow(pid: number, above: number): boolean {
  for (let at = pid, steps = 0; at > 1 && steps < 64; at = parentOf(at), steps++) {
    if (at === above) return true
  }
  return false
}

/** The field behind the state; the name before them may hold spaces and parentheses. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

function catches(pid: number, signal: number): boolean {
  try {
    const [, mask = '0'] = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
    return ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n
  } catch {
    return false
  }
}
