import type {Holder} from '../manager.ts'
import {openFiles, pidsWithLocks, programOf} from '../process.ts'

/** The locks of apt and dpkg, the one that matters most first. */
const locks = [
  '/var/lib/dpkg/lock-frontend',
  '/var/lib/dpkg/lock',
  '/var/cache/apt/archives/lock',
  '/var/lib/apt/lists/lock',
]

/**
 * The process that holds one of apt's locks. The kernel lists who holds a lock, and each process what it has open; whoever is
 * not root sees only own processes. By path, because the number of a file is another one below an overlay.
 */
export function holder(): Holder | undefined {
  for (const pid of pidsWithLocks()) {
    const file = locks.find((lock) => openFiles(pid).includes(lock))
    if (file !== undefined) return {pid, program: programOf(pid), file}
  }
  return undefined
}
