import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {killHost} from '../scripts/kill-host.ts'
import {seedOf, times} from '../soak.ts'

/** `node test/scripts/kill-host.ts 500 <seed>` repeats a run. */
const kills = times(30, 500)
const seed = seedOf(455_599)

needs('bwrap', 'apt-get install bubblewrap')('a host that is killed', () => {
  test(
    `at ${kills} moments, seed ${seed}: the journal verifies, nothing is left, the next command works`,
    {timeout: 900_000},
    async () => {
      const {landed, left, verified, open, nextCommand} = await killHost(kills, seed)
      process.stdout.write(`kill -9 of the host, seed ${seed}: ${JSON.stringify(landed)}\n`)
      expect({left, verified, open, nextCommand}).toEqual({left: 0, verified: true, open: 0, nextCommand: 0})
      for (const [phase, count] of Object.entries(landed))
        expect(count, phase).toBeGreaterThanOrEqual(kills / 20)
    },
  )
})
