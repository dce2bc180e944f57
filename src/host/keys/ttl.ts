const day = 86_400_000
const units: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000, d: day, w: 7 * day}
const longest = 3650 * day

/** Milliseconds in `90s`, `30m`, `12h`, `30d` or `8w`; undefined where it is none, or more than ten years. */
export function ttlIn(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,7})([smhdw])$/.exec(text) ?? []
  const ms = Number(count) * (units[unit] ?? Number.NaN)
  return ms <= longest ? ms : undefined
}
