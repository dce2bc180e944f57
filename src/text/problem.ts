import {en, type Code} from './en.ts'
import {fill, type HolesOf, type Sentences, type Values} from './fill.ts'
import {remember} from './made.ts'

/** What went wrong, as a code of the catalogue and the values its sentences need. Data: no language, no colour. */
export type Problem = {readonly code: Code; readonly params: Values}

/** The values that a code asks for, or no argument at all. */
export type ParamsOf<C extends Code> = [HolesOf<(typeof en)[C]>] extends [never]
  ? []
  : [Record<HolesOf<(typeof en)[C]>, string | number>]

/** A problem with exactly the values that the catalogue's sentences for `code` name. */
export function problem<C extends Code>(code: C, ...[params]: ParamsOf<C>): Problem {
  return {code, params: params ?? {}}
}

/** Does the catalogue have words for it? Asked of what another process said. */
export const hasWords = ({code}: {readonly code: string}): boolean => Object.hasOwn(en, code)

/** What happened, in one English sentence: for records, programs and agents. A person is told by `saysHere`. */
export function says(what: Problem): string {
  return remember(fill(en[what.code].says, what.params), what, 'says')
}

/** What the reader can do next, in English, or undefined where there is nothing. A person is told by `nextHere`. */
export function next(what: Problem): string | undefined {
  const {next}: Sentences = en[what.code]
  return next === undefined ? undefined : remember(fill(next, what.params), what, 'next')
}
