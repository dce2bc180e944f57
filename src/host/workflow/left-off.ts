import type {OpenJournal, StoredEvent} from '../../events/journal.ts'
import {outcomes, type Outcome} from '../../outcomes.ts'
import type {RunState} from './state.ts'

/** What the journal knows of a run that stopped: whether it has its summary, and the step that was running. */
export type LeftOff = {readonly summary: boolean; readonly last?: Attempt}

/** The last attempt of a step; without an outcome where its end is not on record. */
export type Attempt = {
  readonly call: string
  readonly attempt: number
  readonly ms: number
  readonly outcome?: Outcome
}

/** The state file may be one step behind: what was recorded as finished is finished. */
export function leftOff(journal: OpenJournal, {under, done}: RunState): LeftOff {
  const tried = new Map<unknown, Attempt>()
  let summary = false
  const types = ['CALL_REQUESTED', 'CALL_FINISHED', 'WORKFLOW_COMPLETED']
  for (const {event_type, payload} of journal.read({types, correlation: under.root})) {
    const {call, parent, step, attempt} = payload
    const known = tried.get(call)
    if (event_type === 'WORKFLOW_COMPLETED' && call === under.call) summary = true
    else if (known !== undefined) tried.set(call, ended(known, payload))
    else if (parent === under.call && step === done.length + 1)
      tried.set(call, {call: String(call), attempt: Number(attempt ?? 1), ms: 0})
  }
  const last = [...tried.values()].at(-1)
  return {summary, ...(last && {last})}
}

/** A step that is a workflow is over with its summary, whether its own end was written or not. */
function ended(last: Attempt, {outcome, ms}: StoredEvent['payload']): Attempt {
  const known = Object.keys(outcomes).find((name) => name === outcome) as Outcome | undefined
  if (known === undefined || (last.outcome !== undefined && known === 'unknown_outcome')) return last
  return {...last, outcome: known, ms: Number(ms ?? last.ms)}
}
