/** What came of many calls: how many a second, and how long one took, in milliseconds. */
export type Load = {readonly rate: number; readonly p50: number; readonly p99: number}

/** Makes `calls` of them, so many `inFlight` at a time. Throws with the first that did not end as it should. */
export async function load(call: () => Promise<void>, calls: number, inFlight: number): Promise<Load> {
  const times: number[] = []
  const started = performance.now()
  let left = calls
  const one = async () => {
    while (left-- > 0) {
      const began = performance.now()
      await call()
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({length: inFlight}, one))
  const seconds = (performance.now() - started) / 1000
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN
  return {rate: calls / seconds, p50: at(0.5), p99: at(0.99)}
}

export function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
}

/** `median (least–most)` */
export function spread(all: readonly number[], digits = 1): string {
  return `${median(all).toFixed(digits)} (${Math.min(...all).toFixed(digits)}–${Math.max(...all).toFixed(digits)})`
}
