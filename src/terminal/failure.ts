import type {CallResult} from '../host/request.ts'
import {outcomes} from '../outcomes.ts'
import {next, says, type Problem} from '../text/problem.ts'
import type {Paint} from './paint.ts'
import {plain} from './plain.ts'

/** What went wrong, which rule said so, and what to do next; empty where there is nothing to say. */
export function failure(result: CallResult, paint: Paint): string {
  const well = result.outcome === 'ok' || result.outcome === 'findings'
  const title = well ? paint('yellow', 'Warning:') : paint('red', 'Error:')
  const said = [...new Set(result.problems.map((problem) => plain(says(problem))))]
  if (said.length === 0 && !well) said.push(`${plain(result.tool)}: ${outcomes[result.outcome].meaning}.`)
  const lines = [
    ...said.map((sentence) => `${title} ${sentence}`),
    ...decided(result).map((line) => paint('dim', `  ${line}`)),
    ...advice(result.problems).map((line) => `${paint('cyan', '→')} ${line}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** Where the sentences do not say it already. */
function decided({outcome, decision, problems}: CallResult): string[] {
  if (decision === undefined || problems.length > 0) return []
  if (outcome !== 'denied' && outcome !== 'needs_approval') return []
  const {permission, rule, role} = decision
  if (rule === undefined) return [`${permission}: no role allows it`]
  return [`${permission}: rule ${rule}${role === undefined ? '' : ` of role ${role}`}`]
}

function advice(problems: readonly Problem[]): string[] {
  return [...new Set(problems.map(next))].flatMap((line) => (line === undefined ? [] : [plain(line)]))
}
