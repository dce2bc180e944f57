import type {EventDraft} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'

/** The files were taken. */
export function reloading(changed: readonly string[], restart: readonly string[]): EventDraft {
  const payload = {changes: changed.length, changed: changed.slice(0, 100), restart}
  return {event_type: 'CONFIG_RELOADED', payload, source: 'reload', correlation_id: newId()}
}

/** They were not. */
export function refusal(problems: readonly Problem[]): EventDraft {
  const payload = {problems: problems.slice(0, 20).map(({code, params}) => ({code, ...params}))}
  return {event_type: 'CONFIG_REFUSED', payload, source: 'reload', correlation_id: newId()}
}

const newId = () => process.getBuiltinModule('node:crypto').randomUUID()
