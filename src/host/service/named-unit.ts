import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {nearUnit} from './near-unit.ts'
import {unitState, type UnitState} from './unit-state.ts'
import {withoutSystemd} from './systemd.ts'

/**
 * The unit that a caller named, if it is there under this very name: an alias would be decided by one name and act on
 * another, past what a role denies.
 */
export async function namedUnit(work: Work): Promise<UnitState | Answer> {
  const unit = String(work.values['unit'])
  const {signal} = work.request
  const none = withoutSystemd()
  if (none) return failed(none)
  const state = await unitState(unit, signal)
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  if (state === undefined) return failed(problem('service_silent'))
  if (state.load === 'not-found') return failed(await unknown(work, unit))
  if (state.id !== unit) return failed(problem('service_alias', {unit, id: state.id}))
  return state
}

async function unknown(work: Work, unit: string): Promise<Problem> {
  const near = await nearUnit(work, unit)
  return near === undefined
    ? problem('service_unknown', {unit})
    : problem('service_unknown_near', {unit, near})
}

const failed = (...problems: Answer['problems']): Answer => ({outcome: 'failed', problems})
