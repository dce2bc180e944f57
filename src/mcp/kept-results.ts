/** Whole results of calls whose answer was too long, in parts, while there is room for them. */
export type KeptResults = {
  readonly keep: (call: string, text: string) => void
  /** Characters from `from` on, at most `mostText` of them, and how many there are. */
  readonly part: (call: string, from: number) => {readonly text: string; readonly length: number} | undefined
}

/** Characters of one answer: about what a model reads without losing what it was doing. */
export const mostText = 100_000
const room = 32 * 1024 ** 2

/** An empty store; where it is full the oldest goes first. */
export function keptResults(): KeptResults {
  const texts = new Map<string, string>()
  let length = 0
  return {
    keep: (call, text) => {
      texts.set(call, text)
      length += text.length
      for (const [oldest, {length: freed}] of texts) {
        if (length <= room) return
        texts.delete(oldest)
        length -= freed
      }
    },
    part: (call, from) => {
      const text = texts.get(call)
      return text === undefined ? undefined : {text: text.slice(from, from + mostText), length: text.length}
    },
  }
}
