/** The greatest number that stands at `path` of a document: `mounts.*.usedPercent`, `checks.[name=disk].value`. */
export function greatestAt(document: unknown, path: string): number | undefined {
  const steps = path.match(/\[[^\]]*\]|[^.[\]]+/g) ?? []
  const found = steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((one) => inside(one, step)),
    [document],
  )
  const numbers = found.filter((one) => typeof one === 'number' && Number.isFinite(one))
  return numbers.length === 0
    ? undefined
    : numbers.reduce<number>((a, b) => Math.max(a, Number(b)), -Infinity)
}

function inside(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value)
  const [, name, wanted] = /^\[(\w+)=([^\]]*)\]$/.exec(step) ?? []
  if (name === undefined) return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : []
  return Object.values(value).filter(
    (one: unknown) =>
      typeof one === 'object' && one !== null && String((one as Record<string, unknown>)[name]) === wanted,
  )
}
