import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {namedUnit} from './named-unit.ts'
import {inWords} from './unit-state.ts'

/** How one unit is; a failed one is a finding. Nothing of its log, which is a right of its own. */
export const serviceStatus: Builtin = async ({work}) => {
  const unit = String(work.values['unit'])
  const state = await namedUnit(work)
  if ('outcome' in state) return state
  const {id, canReload: _, ...shown} = state
  const findings = state.active === 'failed'
  const summary = says(problem('service_is', {unit, state: inWords(state)}))
  const output = {findings, summary, units: [{unit: id, ...shown}]}
  return {outcome: findings ? 'findings' : 'ok', problems: [], output}
}
