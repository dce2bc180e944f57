import {problem, type Problem} from '../../text/problem.ts'
import type {Change} from './manager.ts'
import {shown} from './report.ts'

/** How what would be done now differs from what was looked at; `before` is undefined where that is not known any more. */
export function difference(before: readonly Change[] | undefined, now: readonly Change[]): Problem {
  if (before === undefined) return problem('update_plan_unknown', {now: listed(now.map(shown))})
  const [was, is] = [before.map(shown), now.map(shown)]
  const gone = was.filter((one) => !is.includes(one))
  const come = is.filter((one) => !was.includes(one))
  return problem('update_set_changed', {gone: listed(gone), come: listed(come)})
}

const most = 20

/** So many, and how many more there are. */
export function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '-'
  const more = texts.length > most ? [`+${texts.length - most}`] : []
  return [...texts.slice(0, most), ...more].join(', ')
}
