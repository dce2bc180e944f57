import type {Problem} from '../text/problem.ts'
import {nextHere, saysHere} from '../text/reader.ts'
import type {Look} from './door.ts'
import {plain} from './plain.ts'

/** A finding with its mark and, under it, what to do. */
export function told(look: 'red' | 'yellow', mark: string, problem: Problem, {paint}: Look): string {
  const cure = nextHere(problem)
  return `${paint(look, mark)} ${plain(saysHere(problem))}${cure === undefined ? '' : `\n  ${paint('cyan', '→')} ${plain(cure)}`}`
}
