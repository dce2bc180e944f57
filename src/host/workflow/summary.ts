import type {EventDraft} from '../../events/journal.ts'
import type {Step} from '../../manifest/manifest.ts'
import type {Outcome} from '../../outcomes.ts'
import type {Work} from '../walk.ts'
import type {RunState} from './state.ts'
import {notCalled, type StepResult} from './step-result.ts'

/** The one event that sums up a run; of an earlier run it is told by the call that found it without an end. */
export function summaryOf(
  {run, tool, who, under, startedAt}: RunState,
  {request, world}: Work,
  steps: readonly Step[],
  outcome: Outcome,
  {done, ms}: {readonly done?: readonly StepResult[]; readonly ms?: number} = {},
): EventDraft {
  const plugin = world.catalog.commands.get(request.tool)?.plugin.name
  const results = done ?? []
  const about = {
    call: under.call,
    run,
    resumed: under.call !== run,
    tool,
    ...(plugin && {plugin}),
    who,
    door: request.door,
  }
  const payload = {...about, outcome, started_at: startedAt, ...(ms !== undefined && {ms})}
  return {
    event_type: 'WORKFLOW_COMPLETED',
    payload: {...payload, steps: steps.map((_, at) => results[at] ?? notCalled(steps, at))},
    source: request.door,
    correlation_id: under.root,
  }
}
