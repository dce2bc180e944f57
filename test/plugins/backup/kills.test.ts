import {expect, test} from 'vitest'
import {killBackup} from '../../scripts/kill-backup.ts'
import {seedOf, times} from '../../soak.ts'

test('killed at any moment, every archive is whole, none is lost, and what was begun is swept', async () => {
  const seed = seedOf(271_828)
  const {between, left} = await killBackup(times(24, 400), seed)
  expect({seed, between, left}).toEqual({seed, between: [], left: []})
}, 3_600_000)
