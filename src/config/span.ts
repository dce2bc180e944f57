const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

export const spanForm = /^[1-9]\d{0,5}[smhdw]$/

/** Milliseconds in `90s`, `30m`, `26h`, `7d` or `8w`; undefined where it is none, or more than ten years. */
export function spanOf(text: string): number | undefined {
  const ms = spanForm.test(text)
    ? Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN)
    : Number.NaN
  return ms <= 3650 * 86_400_000 ? ms : undefined
}
