import {alone} from '../config/update-file.ts'
import type {EventDraft} from '../events/journal.ts'
import type {Evaluating} from './evaluate.ts'
import {freshState} from './position.ts'
import {alertFile, readState, writeState, type AlertState, type Silence} from './state.ts'
import {tick, wallAt} from './steady.ts'
import type {Problem} from '../text/problem.ts'

type Silencing = Pick<Evaluating, 'paths' | 'uid' | 'journal' | 'record' | 'now'>

export type Silenced = {readonly rule: string; readonly until: string; readonly reason: string}

/** Nothing is said of this rule for so long; what still fires then is said then. Recorded before it holds. */
export async function silence(
  deps: Silencing,
  rule: string,
  ms: number,
  {reason, who, call}: Omit<Silence, 'until'>,
): Promise<Silenced | Problem> {
  return change(deps, async (state) => {
    const until = state.clock.steady + ms
    const told = {rule, until: wallAt(state.clock, until), reason}
    await deps.record(draft('ALERT_SILENCED', call, {call, alert: rule, until: told.until, reason, who}))
    state.silences[rule] = {until, reason, who, call}
    return told
  })
}

/** Takes it back; false where the rule is not silenced. */
export async function unsilence(
  deps: Silencing,
  rule: string,
  {who, call}: Pick<Silence, 'who' | 'call'>,
): Promise<boolean | Problem> {
  return change(deps, async (state) => {
    if ((state.silences[rule]?.until ?? 0) <= state.clock.steady) return false
    delete state.silences[rule]
    await deps.record(draft('ALERT_UNSILENCED', call, {call, alert: rule, who}))
    return true
  })
}

async function change<T>(
  {paths, uid, journal, now}: Silencing,
  work: (state: AlertState) => Promise<T>,
): Promise<T | Problem> {
  return alone(alertFile(paths), async () => {
    const read = readState(paths, uid)
    if (read !== undefined && 'code' in read) return read
    const state = read ?? freshState(journal, now())
    state.clock = tick(state.clock, now())
    const result = await work(state)
    writeState(paths, state)
    return result
  })
}

function draft(event_type: string, call: string, payload: EventDraft['payload']): EventDraft {
  return {event_type, payload, source: 'host', correlation_id: call}
}
