/** Milliseconds. */
export const tryWindow = 60_000
const mostRefused = 10

/** More of them in the last minute than are looked at; else this one is counted. */
export function tooMany(refused: Map<string, number[]>, address: string): boolean {
  const now = Date.now()
  const recent = (refused.get(address) ?? []).filter((at) => now - at < tryWindow)
  if (recent.length >= mostRefused) return true
  refused.set(address, [...recent, now])
  return false
}
