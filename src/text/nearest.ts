/**
 * The one of `known` that a person most likely meant by `word`; undefined when none is near. One slip is forgiven in a word of two
 * to five letters, two in a longer one, and a third of a long one. Two letters that changed places are one slip. Where no whole name
 * is near, the first words of a single one are enough: `helth` for `health_check`.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const names = [...known]
  const wanted = plain(word)
  const most = wanted.length < 6 ? Math.min(1, wanted.length - 1) : Math.max(2, Math.floor(wanted.length / 3))
  const [whole] = closest(wanted, names, (name) => [name], most)
  if (whole !== undefined || wanted.length < 3) return whole
  // A word of three or four letters begins too much as it is.
  const [begun, ...others] = closest(wanted, names, beginnings, wanted.length < 5 ? 0 : most)
  return others.length === 0 ? begun : undefined
}

/** Is the one the other with a single slip? */
export function isSlip(word: string, name: string): boolean {
  return edits(plain(word), plain(name)) <= 1
}

/** Of those that are near enough the nearest ones. */
function closest(
  wanted: string,
  names: readonly string[],
  partsOf: (name: string) => readonly string[],
  most: number,
): readonly string[] {
  const rated = names.map((name) => ({
    name,
    slips: Math.min(...partsOf(name).map((part) => slipsWithin(most, wanted, plain(part)))),
  }))
  const least = Math.min(most, ...rated.map(({slips}) => slips))
  return rated.filter(({slips}) => slips <= least).map(({name}) => name)
}

/** `a` and `a_b` of `a_b_c`. */
function beginnings(name: string): readonly string[] {
  const ends = name.matchAll(/(?<=[^-_])[-_]/g)
  return [...ends].map(({index}) => name.slice(0, index))
}

const plain = (word: string) => word.slice(0, 64).toLowerCase().replaceAll(/[-_]/g, '')

/** Their lengths alone tell most words apart, of which a stranger may have written thousands. */
function slipsWithin(most: number, a: string, b: string): number {
  return Math.abs(a.length - b.length) > most ? Number.POSITIVE_INFINITY : edits(a, b)
}

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
