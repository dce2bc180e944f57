import {existsSync, readdirSync} from 'node:fs'
import type {Holder} from '../manager.ts'
import {openFiles, programOf} from '../process.ts'

const file = '/var/lib/pacman/db.lck'

/**
 * pacman's lock is a file that is there, and stays when pacman is killed. Whoever has it open holds it; whoever is not root sees
 * only own processes.
 */
export function holder(): Holder | undefined {
  if (!existsSync(file)) return undefined
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
  const pid = pids.find((one) => openFiles(one).includes(file))
  return pid === undefined ? {pid: 0, program: '?', file} : {pid, program: programOf(pid), file}
}
