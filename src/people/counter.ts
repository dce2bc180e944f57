import type {Place} from './buckets.ts'

/** How many are inside, by place. */
export type Counter = {
  /** What to call when leaving; undefined where so many of that user are inside. */
  readonly enter: (uid: Place, most: number) => (() => void) | undefined
}

/** Nobody inside. */
export function counter(): Counter {
  const inside = new Map<Place, number>()
  return {
    enter: (uid, most) => {
      const count = inside.get(uid) ?? 0
      if (count >= most) return undefined
      inside.set(uid, count + 1)
      return () => {
        const left = (inside.get(uid) ?? 1) - 1
        if (left > 0) inside.set(uid, left)
        else inside.delete(uid)
      }
    },
  }
}
