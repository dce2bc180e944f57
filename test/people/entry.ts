import type {Entry} from '../../src/host/cron/entry.ts'

/** An entry of the schedule that somebody has made a moment ago. */
export function entry(
  id: string,
  author: object,
  what: {readonly tool: string; readonly input: object} = {tool: 'hello', input: {}},
): Entry {
  const now = new Date().toISOString()
  const when = {at: 'daily', created: now, since: now, missed: 'skip', timer: 'cron'}
  return {id, author, role: 'admin', ...what, ...when} as Entry
}
