import type {phrases} from './de/phrases.ts'
import {fill, type Holes} from './fill.ts'

/** What code may say as a value of a sentence: there is a text for it in every language. */
export type Phrase = keyof typeof phrases

type ValuesOf<P extends Phrase> = [Holes<P>] extends [never]
  ? []
  : [Readonly<Record<Holes<P>, string | number>>]

/** The English of a phrase, with its values; a reader of another language is told it by `retold`. */
export function phrase<P extends Phrase>(text: P, ...[values]: ValuesOf<P>): string {
  return values === undefined ? text : fill(text, values)
}
