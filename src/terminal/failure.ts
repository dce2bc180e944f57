import type {CallResult} from '../host/request.ts'
import {outcomes} from '../outcomes.ts'
import {next, says, type Problem} from '../text/problem.ts'
import type {Paint} from './paint.ts'
import {plain} from './plain.ts'

/** What went wrong, which rule said so, and what to do next; empty where there is nothing to say. */
export function failure(result: CallResult, paint: Paint): string {
  const well = result.outcome === 'ok' || result.outcome === 'findings'
  const title = well ? paint('yellow', 'Warning:') : paint('red', 'Error:')
  const told = result.problems.flatMap((problem, at) => [
    `${title} ${plain(says(problem))}`,
    ...advice(problem, result.problems[at + 1], paint),
  ])
  if (told.length === 0 && !well)
    told.push(`${title} ${plain(result.tool)}: ${outcomes[result.outcome].meaning}.`)
  const lines = [...new Set(told), ...decided(result).map((line) => paint('dim', `  ${line}`))]
  return lines.map((line) => `${line}\n`).join('')
}

/** Each problem's own; once for several in a row that ask for the same. */
function advice(problem: Problem, after: Problem | undefined, paint: Paint): string[] {
  const line = next(problem)
  if (line === undefined || (after !== undefined && next(after) === line)) return []
  return [`${paint('cyan', '→')} ${plain(line)}`]
}

/** Where the sentences do not say it already. */
function decided({outcome, decision, problems}: CallResult): string[] {
  if (decision === undefined || problems.length > 0) return []
  if (outcome !== 'denied' && outcome !== 'needs_approval') return []
  const {permission, rule, role} = decision
  if (rule === undefined) return [`${permission}: no role allows it`]
  return [`${permission}: rule ${rule}${role === undefined ? '' : ` of role ${role}`}`]
}
