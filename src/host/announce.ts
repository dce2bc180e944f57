import type {EventDraft} from '../events/journal.ts'
import {problemOf, type Answer} from './answer.ts'
import type {Work} from './walk.ts'
import type {PluginTarget} from './target.ts'

/** Of these there is an event of their own, the seeds' first two, beside the record of the call. */
const completed: Readonly<Record<string, string>> = {
  health_check: 'HEALTH_CHECK_COMPLETED',
  backup_create: 'BACKUP_COMPLETED',
  backup_drill: 'BACKUP_DRILLED',
  backup_verify: 'BACKUP_VERIFIED',
}

/** Tells of a shipped operation that ran to its end, for whoever waits for just that. What could not be told is a problem of the answer. */
export async function announce(
  record: (event: EventDraft) => Promise<unknown>,
  {tool, plugin}: PluginTarget,
  {id, request, above, values}: Work,
  answer: Answer,
): Promise<Answer> {
  const event_type = completed[tool]
  const ran = answer.outcome === 'ok' || answer.outcome === 'findings' || answer.outcome === 'failed'
  if (event_type === undefined || plugin.origin !== 'shipped' || request.dryRun || !ran) return answer
  const {summary, status} = (answer.output ?? {}) as {readonly summary?: unknown; readonly status?: unknown}
  const about = {call: id, tool, plugin: plugin.name, who: request.by.name, door: request.door}
  const said = {...(typeof status === 'string' && {status}), ...(typeof summary === 'string' && {summary})}
  const scope = scopeOf(tool, values)
  const payload = {...about, outcome: answer.outcome, ...scope, ...said}
  try {
    await record({event_type, payload, source: request.door, correlation_id: above?.root ?? id})
    return answer
  } catch (cause) {
    return {...answer, problems: [...answer.problems, problemOf(cause)]}
  }
}

/** One archive that is good says nothing of the others, and one check that is well nothing of the rest. */
function scopeOf(tool: string, values: Work['values']): Readonly<Record<string, unknown>> {
  if (tool === 'backup_verify') return {all: values['all'] === true}
  if (tool !== 'health_check') return {}
  const parts = ['only', 'skip'].flatMap((name) => {
    const names = values[name]
    return Array.isArray(names) ? [`--${name} ${names.map(String).sort().join(',')}`] : []
  })
  return parts.length === 0 ? {} : {part: parts.join(' ')}
}
