/**
 * A clock that never goes back. `steady` is its time; `last` is what the machine's clock said last, `high` the most it ever
 * said. All milliseconds since the epoch.
 */
export type Steady = {readonly steady: number; readonly last: number; readonly high: number}

export const steadyFrom = (wall: number): Steady => ({steady: wall, last: wall, high: wall})

/**
 * The clock when the machine's says `wall`. One that was set back goes on from where it was, at its own pace, until the
 * machine's has caught up: no wait becomes shorter by it, and none starts anew.
 */
export function tick({steady, last, high}: Steady, wall: number): Steady {
  if (wall < last) return {steady, last: wall, high}
  if (wall <= high) return {steady: steady + wall - last, last: wall, high}
  return {steady: Math.max(steady, wall), last: wall, high: wall}
}

/** What the machine's clock said, or will say, at this steady time, as far as can be known now. */
export function wallAt({steady, last}: Steady, at: number): string {
  return new Date(at - steady + last).toISOString()
}
