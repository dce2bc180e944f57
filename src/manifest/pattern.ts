const repeatedRepeat = /\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,\d*\})/u

export const patternWanted =
  'a regular expression of at most 500 characters that compiles and repeats nothing that repeats already'

/** May the host run this expression on text from a caller? Refused where it does not compile, or could take for ever, as `(a+)+` does. */
export function isSafePattern(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > 500 || repeatedRepeat.test(text)) return false
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
