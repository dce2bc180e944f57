import {problem} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {journalLines} from './journal-lines.ts'
import {namedUnit} from './named-unit.ts'

/** What one unit logged, oldest first. */
export const serviceLogs: Builtin = async ({work}) => {
  const {unit, lines, since, priority} = work.values as {
    readonly unit: string
    readonly lines: number
    readonly since?: string
    readonly priority?: string
  }
  const {signal} = work.request
  const state = await namedUnit(work)
  if ('outcome' in state) return state
  const logged = await journalLines(unit, {lines, priority, since: since && `-${since}`}, signal)
  if (signal.aborted) return {outcome: 'cancelled', problems: []}
  if (logged.problem) return {outcome: 'failed', problems: [logged.problem]}
  const problems = logged.lines.length === 0 ? [problem('service_no_lines', {unit})] : []
  return {outcome: 'ok', problems, output: {unit, lines: logged.lines}}
}
