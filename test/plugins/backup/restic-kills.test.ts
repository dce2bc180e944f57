import {expect, test} from 'vitest'
import {killRestic} from '../../scripts/kill-restic.ts'
import {seedOf, times} from '../../soak.ts'
import {needs} from '../../needs.ts'

needs('restic', 'apt-get install restic')('restic, killed with all that it started', () => {
  test("leaves a repository that is valid, loses no archive, and is in nobody's way", async () => {
    const seed = seedOf(271_828)
    const {wrong} = await killRestic(times(4, 350), seed)
    expect({seed, wrong}).toEqual({seed, wrong: []})
  }, 3_600_000)
})
