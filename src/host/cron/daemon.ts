import {readdirSync, readFileSync} from 'node:fs'
import {problem, type Problem} from '../../text/problem.ts'
import {withoutSystemd} from '../service/systemd.ts'
import type {Entry} from './entry.ts'

/** Why nothing starts what is in the crontab; undefined where something does, or nothing is in it. */
export function noDaemon(entries: readonly Entry[]): Problem | undefined {
  if (entries.every(({timer}) => timer !== 'cron') || cronRuns()) return undefined
  return problem(withoutSystemd() === undefined ? 'cron_not_running' : 'cron_not_running_here')
}

/** Is there a process that any system calls cron by? */
function cronRuns(): boolean {
  return readdirSync('/proc').some(
    (pid) => /^\d+$/.test(pid) && /^(?:cron|crond|fcron|anacron)$/.test(nameOf(pid)),
  )
}

function nameOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}
