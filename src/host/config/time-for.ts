import {duration} from '../../manifest/limits.ts'
import {problem, type Problem} from '../../text/problem.ts'

/** The time that a change is given to be confirmed, in milliseconds; undefined where it needs no confirmation. */
export function timeFor(text: string | undefined): number | undefined | Problem {
  if (text === undefined) return undefined
  return duration(text) ?? problem('config_time', {text: JSON.stringify(text)})
}
