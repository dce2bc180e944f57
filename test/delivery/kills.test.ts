import {expect, test} from 'vitest'
import {killDelivery} from '../scripts/kill-delivery.ts'
import {seedOf, times} from '../soak.ts'

/** `node test/scripts/kill-delivery.ts 300 <seed>` repeats a run. */
const kills = times(16, 100)
const seed = seedOf(271_828)

test(
  `killed at ${kills} moments, seed ${seed}: every subscriber is told of every event, in order, twice only of the one in flight`,
  {timeout: 600_000},
  async () => {
    const both = await Promise.all(['a', 'b'].map((half) => killDelivery(`${seed}${half}`, kills / 2)))
    const sum = (of: 'lost' | 'disordered' | 'repeated' | 'events') => both.reduce((n, one) => n + one[of], 0)
    const [lost, disordered, repeated, events] = (['lost', 'disordered', 'repeated', 'events'] as const).map(
      sum,
    )
    process.stdout.write(`kill -9 of deliveries, seed ${seed}: ${events} events, ${repeated} told twice\n`)
    expect({lost, disordered}).toEqual({lost: 0, disordered: 0})
    expect(repeated).toBeLessThanOrEqual(3 * kills)
  },
)
