import type {Command} from '../manifest/manifest.ts'
import {problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Request} from './request.ts'

/** An agent that could stop the server would wait for its own end; what is started, stopped and installed a person answers for. */
const ofServer: ReadonlySet<string> = new Set([
  'server_install',
  'server_restart',
  'server_start',
  'server_stop',
  'server_uninstall',
])
const ofSchedule: ReadonlySet<string> = new Set([
  'cron_add',
  'cron_install',
  'cron_remove',
  'cron_sync',
  'cron_uninstall',
])

/** Is it done for a person at a terminal only, whatever a role says? */
export function terminalOnly({entrypoint}: Pick<Command, 'entrypoint'>): boolean {
  if (typeof entrypoint === 'string' || !('builtin' in entrypoint)) return false
  return ofServer.has(entrypoint.builtin) || ofSchedule.has(entrypoint.builtin)
}

/** What anybody else is told who asks for this builtin; a server cannot be asked to outlive its own end. */
export function notAtTerminal(
  builtin: string,
  {door, person}: Pick<Request, 'door' | 'person'>,
): Answer | undefined {
  if (ofServer.has(builtin) && person !== undefined) return denied('people_server')
  if (door === 'terminal') return undefined
  if (ofServer.has(builtin)) return denied('server_terminal')
  return ofSchedule.has(builtin) ? denied('schedule_terminal') : undefined
}

const denied = (code: 'people_server' | 'server_terminal' | 'schedule_terminal'): Answer => ({
  outcome: 'denied',
  problems: [problem(code)],
})
