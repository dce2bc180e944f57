import {expect, test} from 'vitest'
import {killRotate} from '../../scripts/kill-rotate.ts'
import {seedOf, times} from '../../soak.ts'

/** `node test/scripts/kill-rotate.ts 500 <seed>` repeats a run. */
const kills = times(28, 500)
const seed = seedOf(271_828)

test(
  `log_rotate, killed at ${kills} moments, seed ${seed}: no line is lost, and after the next run each is in exactly one file`,
  {timeout: 600_000},
  async () => {
    const {landed, wrong} = await killRotate(kills, seed)
    process.stdout.write(`kill -9 of log_rotate, seed ${seed}: ${JSON.stringify(landed)}\n`)
    expect(wrong).toEqual([])
    expect(landed.renamed + landed.halfway + landed.twice + landed.intended).toBeGreaterThan(0)
  },
)
