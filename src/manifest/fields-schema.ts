import {z} from 'zod'
import {phrase} from '../text/phrase.ts'

/** The form of a tool's name. */
export const toolForm = /^[a-z][a-z0-9_]{0,63}$/

/** Text of a given form; `want` is the message for everything else. */
export function matching(form: RegExp, want: string) {
  return z.string(want).regex(form, want)
}

/** Text from one character to `most`. */
export function line(most: number) {
  const want = phrase('text of 1 to {most} characters', {most})
  return z.string(want).min(1, want).max(most, want)
}

/** A list of at most `most` of what `plural` says, each once. */
export function list<T extends z.ZodType>(item: T, most: number, plural: string) {
  const want = `a list of at most ${most} ${plural}, each once`
  return z
    .array(item, want)
    .max(most, want)
    .refine((items) => new Set(items).size === items.length, want)
}

/** Text that `parse` makes something of. */
export function measured(parse: (text: string) => number | undefined, want: string) {
  return z.string(want).refine((text) => parse(text) !== undefined, want)
}

/** True or false. */
export function flag() {
  return z.boolean('true or false')
}
