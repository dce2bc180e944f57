export const patternWanted =
  'a regular expression of at most 500 characters that compiles and repeats nothing that repeats already'

/** May the host run this expression on text from a caller? Refused where it does not compile, or could take for ever as `(a+)+` does. */
export function isSafePattern(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > 500 || repeatsRepeats(text)) return false
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

const tokens = /\\.|\[(?:\\.|[^\]\\])*\]|[()*+]|\{\d+(?:,\d*)?\}|[^]/gu

function repeatsRepeats(pattern: string): boolean {
  const open = [false]
  let closed = false
  for (const [token] of pattern.matchAll(tokens)) {
    const inner = closed
    closed = false
    if (token === '(') open.push(false)
    else if (token === ')') {
      closed = open.pop() ?? false
      if (closed) open[open.length - 1] = true
    } else if (/^[*+]$|^\{\d+,/.test(token)) {
      if (inner) return true
      open[open.length - 1] = true
    }
  }
  return false
}
