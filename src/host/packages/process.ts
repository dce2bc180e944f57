import {readdirSync, readFileSync, readlinkSync} from 'node:fs'

/** The paths of what a process has open; none where that may not be seen. */
export function openFiles(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
  } catch {
    return []
  }
}

export function programOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return '?'
  }
}

/** The processes that hold a lock of fcntl(2). `1: POSIX  ADVISORY  WRITE 1234 fd:00:5678 0 EOF`; a `->` in front is one that waits. */
export function pidsWithLocks(): readonly number[] {
  const lines = readFileSync('/proc/locks', 'utf8').split('\n')
  const pids = lines.map((line) => Number(/^\d+: POSIX +\S+ +WRITE (\d+) /.exec(line)?.[1] ?? 0))
  return [...new Set(pids)].filter((pid) => pid > 0 && pid !== process.pid)
}
