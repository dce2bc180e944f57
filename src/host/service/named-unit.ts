import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {unitState, type UnitState} from './unit-state.ts'
import {withoutSystemd} from './systemd.ts'

/**
 * The unit that a caller named, if it is there under this very name: an alias would be decided by one name and act on
 * another, past what a role denies.
 */
export async function namedUnit(unit: string, signal: AbortSignal): Promise<UnitState | Answer> {
  const none = withoutSystemd()
  if (none) return failed(none)
  const state = await unitState(unit, signal)
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  if (state === undefined) return failed(problem('service_silent'))
  if (state.load === 'not-found') return failed(problem('service_unknown', {unit}))
  if (state.id !== unit) return failed(problem('service_alias', {unit, id: state.id}))
  return state
}

const failed = (...problems: Answer['problems']): Answer => ({outcome: 'failed', problems})
