import type {Problem} from './problem.ts'

/** What a problem quotes of a plugin's, by the names of its values, as the reader is told it. */
export type Quoted = Readonly<Record<string, string>>

/** By the very problem, not by the text: else a plugin could say how Parrot's own words are told elsewhere. */
const quotes = new WeakMap<Problem, Quoted>()

/** Told of this problem only. */
export function quote(what: Problem, quoted: Quoted): void {
  quotes.set(what, quoted)
}

export const quotedOf = (what: Problem, name: string): string | undefined => {
  const quoted = quotes.get(what)
  return quoted !== undefined && Object.hasOwn(quoted, name) ? quoted[name] : undefined
}
