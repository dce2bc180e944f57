import type {Command} from '../manifest/manifest.ts'

/** What of the shipped plugins only a person at a terminal may have done, whatever a role says; each refuses others by itself. */
const names: ReadonlySet<string> = new Set([
  'server_install',
  'server_restart',
  'server_start',
  'server_stop',
  'server_uninstall',
  'cron_add',
  'cron_install',
  'cron_remove',
  'cron_sync',
  'cron_uninstall',
])

/** Would an agent and the clock be refused each time? */
export function terminalOnly({entrypoint}: Pick<Command, 'entrypoint'>): boolean {
  return typeof entrypoint === 'object' && 'builtin' in entrypoint && names.has(entrypoint.builtin)
}
