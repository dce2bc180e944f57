import type {Problem} from '../text/problem.ts'
import {nextHere, saysHere} from '../text/reader.ts'
import {behind} from './behind.ts'
import type {Look} from './door.ts'
import {plain} from './plain.ts'

/** A finding with its mark and, under it, what to do. */
export function told(look: 'red' | 'yellow', mark: string, problem: Problem, page: Look): string {
  const cure = nextHere(problem)
  const found = behind(look, mark, plain(saysHere(problem)), page)
  return cure === undefined ? found : `${found}\n${behind('cyan', '→', plain(cure), page, 2)}`
}
