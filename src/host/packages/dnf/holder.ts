import {existsSync, readFileSync} from 'node:fs'
import type {Holder} from '../manager.ts'
import {openFiles, pidsWithLocks, programOf} from '../process.ts'

/** dnf writes into them the number of the process that holds them, and leaves them when it is killed. */
const pidFiles = [
  '/var/lib/dnf/rpmdb_lock.pid',
  '/var/cache/dnf/download_lock.pid',
  '/var/cache/dnf/metadata_lock.pid',
]

/** rpm's own, which is locked by fcntl(2). */
const rpmLocks = ['/usr/lib/sysimage/rpm/.rpm.lock', '/var/lib/rpm/.rpm.lock']

/** The process that holds one of the locks of dnf and rpm; one of rpm's only where one may see what it has open. */
export function holder(): Holder | undefined {
  for (const file of pidFiles) {
    const pid = existsSync(file) ? pidIn(file) : 0
    if (pid > 0 && pid !== process.pid && existsSync(`/proc/${pid}`))
      return {pid, program: programOf(pid), file}
  }
  for (const pid of pidsWithLocks()) {
    const file = rpmLocks.find((lock) => openFiles(pid).includes(lock))
    if (file !== undefined) return {pid, program: programOf(pid), file}
  }
  return undefined
}

function pidIn(file: string): number {
  try {
    return Number(/^\d+$/.exec(readFileSync(file, 'utf8').trim())?.[0] ?? 0)
  } catch {
    return 0
  }
}
