import {expect, test} from 'vitest'
import type {Sink} from '../../src/events/sink.ts'

const all = async (sink: Sink) => {
  const lines: string[] = []
  for await (const line of sink.lines()) lines.push(line)
  return lines
}

/** What every place for heads must do. `reach` resolves once it holds so many lines. */
export function sinkSuite(
  name: string,
  make: () => {sink: Sink; reach: (count: number) => Promise<void>},
): void {
  test(`${name}: nothing was written yet`, async () => {
    expect(await all(make().sink)).toEqual([])
  })

  test(`${name}: what was written comes back whole, in order, and is added to`, async () => {
    const {sink, reach} = make()
    const written: string[] = []
    for (const line of ['{"a":1}', `{"long":"${'ü'.repeat(3000)}"}`, 'last']) {
      sink.write(line)
      written.push(line)
      await reach(written.length)
      expect(await all(sink)).toEqual(written)
    }
  })
}
