import {problem, type Problem} from '../../text/problem.ts'
import {shown} from '../shown.ts'

/** The problem that `area` knows only the words `known`. */
export function choice(text: string, area: string, found: string, known: readonly string[]): Problem {
  return problem('permission_choice', {text: shown(text), area, found: shown(found), known: known.join(', ')})
}
