import {plainLine} from '../../text/plain.ts'

/** Is there something to say? */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** A value on one line, without control codes. */
export const text = (value: unknown) =>
  plainLine(typeof value === 'string' ? value : JSON.stringify(value), 300)

/** A sentence in lines of at most 76 characters, where its words allow. */
export function wrapped(sentence: string): string {
  return plainLine(sentence, 2000)
    .replaceAll(/(.{1,76})(?: |$)/g, '$1\n')
    .trimEnd()
}
