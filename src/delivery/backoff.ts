const first = 1_000
/** However the clock is set, no attempt is further away. Milliseconds. */
export const longest = 300_000

/** Milliseconds until the next attempt: twice as long each time up to five minutes, and by chance up to half of it less. */
export function pauseAfter(attempts: number, random: () => number): number {
  const pause = Math.min(longest, first * 2 ** Math.min(20, attempts - 1))
  return Math.round(pause * (1 - random() / 2))
}
