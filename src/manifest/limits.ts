const milliseconds: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000}
const bytes: Readonly<Record<string, number>> = {'': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3}

export const durationWanted = 'a duration from 1ms to 24h, such as "500ms", "60s", "5m" or "1h"'
export const sizeWanted = 'a size from 1K to 1024G, such as "64K", "1M" or "1G"'

/** Milliseconds in a duration such as `500ms`, `60s`, `5m`, `1h`; undefined when it is none, is 0 or is longer than a day. */
export function duration(text: string): number | undefined {
  return within(amount(/^(\d{1,8})(ms|s|m|h)$/, milliseconds, text), 1, 86_400_000)
}

/** Bytes in a size such as `64K`, `1M`, `1G` (powers of 1024) or `4096`; undefined when it is none, or not from 1K to 1024G. */
export function size(text: string): number | undefined {
  return within(amount(/^(\d{1,13})([KMG]?)$/, bytes, text), 1024, 1024 ** 4)
}

function amount(form: RegExp, units: Readonly<Record<string, number>>, text: string): number {
  const [, digits, unit = ''] = form.exec(text) ?? []
  return Number(digits) * (units[unit] ?? Number.NaN)
}

function within(value: number, least: number, most: number): number | undefined {
  return value >= least && value <= most ? value : undefined
}
