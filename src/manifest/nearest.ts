/**
 * The one of `known` that a person most likely meant by `word`; undefined when none is near. One slip is forgiven in a word of up
 * to five letters, two in a longer one, and a third of a long one. Two letters that changed places are one slip.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word)
  let best: string | undefined
  let least = (wanted.length < 6 ? 1 : Math.max(2, Math.floor(wanted.length / 3))) + 1
  for (const candidate of known) {
    const distance = edits(wanted, plain(candidate))
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

const plain = (word: string) => word.slice(0, 64).toLowerCase().replaceAll(/[-_]/g, '')

/** Levenshtein's distance with swaps of neighbours, one row at a time. */
function edits(a: string, b: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({length: b.length + 1}, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + change, swap))
    }
    ;[before, row] = [row, next]
  }
  return at(row, b.length)
}

const at = (row: readonly number[], index: number) => row[index] ?? Number.POSITIVE_INFINITY
