/** How long `work` took each time. Milliseconds. */
export function timesOf(rounds: number, work: () => unknown): number[] {
  return Array.from({length: rounds}, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
}

export function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN
}

/** The median, and the range of nine in ten. */
export function spread(list: readonly number[], digits: number): string {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(digits)
  return `${at(0.5)} [${at(0.05)}–${at(0.95)}]`
}

export const us = (list: readonly number[]) =>
  `${spread(
    list.map((time) => time * 1000),
    0,
  )} µs`
export const ms = (list: readonly number[]) => `${spread(list, 1)} ms`

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
