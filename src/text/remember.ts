/** Longer texts seldom come twice, and so many results are kept at most. */
const [longest, most] = [40, 1_000]

/** The same function, which does not work a short text out again that it has just had: the words of events repeat. */
export function remember<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    if (text.length > longest) return work(text)
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const result = work(text)
    known.set(text, result)
    return result
  }
}
