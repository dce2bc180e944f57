import type {CallResult} from '../host/request.ts'
import {outcomes} from '../outcomes.ts'
import type {Problem} from '../text/problem.ts'
import {helpHere, line, nextHere, saysHere, word} from '../text/reader.ts'
import {behind} from './behind.ts'
import type {Look} from './door.ts'
import {plain} from './plain.ts'

type Page = Pick<Look, 'paint' | 'room'>

/** What went wrong, which rule said so, and what to do next; empty where there is nothing to say. */
export function failure(result: CallResult, page: Page): string {
  const well = result.outcome === 'ok' || result.outcome === 'findings'
  const titled = (text: string) =>
    well ? behind('yellow', word('Warning:'), text, page) : behind('red', word('Error:'), text, page)
  const told = result.problems.flatMap((problem, at) => [
    titled(plain(saysHere(problem))),
    ...advice(problem, result.problems[at + 1], page),
  ])
  if (told.length === 0 && !well) told.push(titled(plain(unsaid(result))))
  const lines = [...new Set(told), ...decided(result).map((rule) => page.paint('dim', `  ${rule}`))]
  return lines.map((each) => `${each}\n`).join('')
}

/** How it ended, where no problem says it. */
function unsaid({tool, outcome}: CallResult): string {
  if (outcome === 'cancelled' && tool !== '') return line('plugin_cancelled', {tool})
  return `${tool}: ${helpHere(outcomes[outcome].meaning)}.`
}

/** Each problem's own; once for several in a row that ask for the same. */
function advice(problem: Problem, after: Problem | undefined, page: Page): string[] {
  const cure = nextHere(problem)
  if (cure === undefined || (after !== undefined && nextHere(after) === cure)) return []
  return [behind('cyan', '→', plain(cure), page)]
}

/** Where the sentences do not say it already. */
function decided({outcome, decision, problems}: CallResult): string[] {
  if (decision === undefined || problems.length > 0) return []
  if (outcome !== 'denied' && outcome !== 'needs_approval') return []
  const {permission, rule, role} = decision
  if (rule === undefined) return [line('line_no_role_allows', {permission})]
  return [
    role === undefined
      ? line('line_rule', {permission, rule})
      : line('line_rule_of', {permission, rule, role}),
  ]
}
