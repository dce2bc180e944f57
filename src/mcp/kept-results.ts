/** Whole results of calls whose answer was too long, in parts, while there is room for them. */
export type KeptResults = {
  readonly keep: (call: string, tool: string, text: string) => void
  /** Characters from `from` on, at most `mostText` of them, how many there are, and whose result it is. */
  readonly part: (call: string, from: number) => Part | undefined
}

type Part = {readonly tool: string; readonly text: string; readonly length: number}

/** Characters of one answer: about what a model reads without losing what it was doing. */
export const mostText = 100_000
const room = 32 * 1024 ** 2

/** An empty store; where it is full the oldest goes first. */
export function keptResults(): KeptResults {
  const texts = new Map<string, {readonly tool: string; readonly text: string}>()
  let length = 0
  return {
    keep: (call, tool, text) => {
      texts.set(call, {tool, text})
      length += text.length
      for (const [oldest, {text}] of texts) {
        if (length <= room) return
        texts.delete(oldest)
        length -= text.length
      }
    },
    part: (call, from) => {
      const kept = texts.get(call)
      if (kept === undefined) return undefined
      const {tool, text} = kept
      return {tool, text: text.slice(from, from + mostText), length: text.length}
    },
  }
}
