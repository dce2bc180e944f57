import {en, type Code} from './en.ts'

type Sentences = {readonly says: string; readonly next?: string}
type Holes<T extends string> = T extends `${string}{${infer P}}${infer Rest}` ? P | Holes<Rest> : never
type ParamsOf<C extends Code> = Holes<
  (typeof en)[C]['says'] | ((typeof en)[C] extends {next: infer N extends string} ? N : never)
>

/** What went wrong, as a code of the catalogue and the values its sentences need. Data: no language, no colour. */
export type Problem = {readonly code: Code; readonly params: Readonly<Record<string, string | number>>}

/** A problem with exactly the values that the catalogue's sentences for `code` name. */
export function problem<C extends Code>(
  code: C,
  ...[params]: [ParamsOf<C>] extends [never] ? [] : [Record<ParamsOf<C>, string | number>]
): Problem {
  return {code, params: params ?? {}}
}

/** What happened, in one sentence. */
export function says({code, params}: Problem): string {
  return fill(en[code].says, params)
}

/** What the reader can do next, or undefined where there is nothing. */
export function next({code, params}: Problem): string | undefined {
  const {next}: Sentences = en[code]
  return next === undefined ? undefined : fill(next, params)
}

function fill(template: string, params: Problem['params']): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole))
}
