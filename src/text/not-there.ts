import type {Code} from './en.ts'
import {nearest} from './nearest.ts'
import type {ParamsOf, Problem} from './problem.ts'

/** A code that has a second one beside it, which asks whether the nearest was meant. */
type Nearable = {[C in Code]: `${C}_near` extends Code ? C : never}[Code]

/** Nothing is called `word`; where one of `known` is near, that is asked for. `known` is what the reader may know of, nothing else. */
export function notThere<C extends Nearable>(
  code: C,
  params: NonNullable<ParamsOf<C>[0]>,
  word: string,
  known: Iterable<string>,
): Problem {
  const near = nearest(word, known)
  return near === undefined ? {code, params} : {code: `${code}_near`, params: {...params, near}}
}
