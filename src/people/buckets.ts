/** A user, or all of those who have no role here. */
export type Place = number | typeof strangers
export const strangers = 'strangers'

/** So many at once, and then so many a second. */
export type Pace = {readonly burst: number; readonly perSecond: number}

/** A bucket of tokens for each that comes. */
export type Buckets = {
  /** Takes one; false where none is left, and then nothing is taken. */
  readonly take: (of: Place) => boolean
  readonly size: () => number
}

/** Somebody may come with more users than there is memory for: whoever came longest ago is forgotten first, and begins anew. */
const mostKept = 1024

/** All of them full. `now` in milliseconds. */
export function buckets({burst, perSecond}: Pace, now: () => number): Buckets {
  const all = new Map<Place, {readonly left: number; readonly at: number}>()
  const leftOf = (of: Place, at: number) => {
    const known = all.get(of)
    if (known === undefined) return burst
    return Math.min(burst, known.left + (Math.max(0, at - known.at) / 1000) * perSecond)
  }
  return {
    take: (of) => {
      const at = now()
      const left = leftOf(of, at)
      // A Map has the order in which things came in.
      all.delete(of)
      for (const [oldest] of all) {
        if (all.size < mostKept) break
        all.delete(oldest)
      }
      const some = left >= 1
      all.set(of, {left: some ? left - 1 : left, at})
      return some
    },
    size: () => all.size,
  }
}
