import {readFileSync} from 'node:fs'

/** A process by its number and when it began, in clock ticks since the machine did: together they name one process only. */
export type ProcessId = {readonly pid: number; readonly startTime: string}

/** The process with this number, as it is now; undefined where there is none. */
export function identify(pid: number): ProcessId | undefined {
  const fields = statOf(pid)
  const startTime = fields?.[19]
  return startTime === undefined ? undefined : {pid, startTime}
}

/** What stands in /proc/<pid>/stat after the name, which may hold anything: state, parent, process group, … */
export function statOf(pid: number): readonly string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** Sends a signal to a process, or to a group where negative; one that is not there any more has what it should have. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
