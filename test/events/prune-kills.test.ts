import {expect, test} from 'vitest'
import {seedOf, times} from '../soak.ts'
import {killPruners} from './prune-kills.ts'

const kills = times(10, 100)
const seed = String(seedOf(271_828))

test(
  `whoever cuts events away is killed at ${kills} moments, seed ${seed}: all of them are there, or none, and the rest is whole`,
  {timeout: 1_800_000},
  async () => {
    const {wrong, ...moments} = await killPruners(seed, kills, times(200, 700))
    process.stdout.write(`kill -9 while events are cut away, seed ${seed}: ${JSON.stringify(moments)}\n`)
    expect({seed, wrong}).toEqual({seed, wrong: []})
    expect(moments.before + moments.between + moments.after).toBe(kills)
  },
)
