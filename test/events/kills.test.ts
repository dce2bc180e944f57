import {expect, test} from 'vitest'
import {seedOf} from '../soak.ts'
import {killWriters} from './kills.ts'

test('a writer that is killed at any moment leaves a journal that verifies, holds what it told of, and goes on', async () => {
  const seed = String(seedOf(271_828))
  const {wrong, lost, acknowledged, ...rest} = await killWriters(seed, 12)
  expect({seed, wrong, lost}).toEqual({seed, wrong: [], lost: 0})
  expect([acknowledged, rest.late]).toEqual([expect.any(Number), expect.any(Number)])
  expect(acknowledged).toBeGreaterThan(rest.late)
})
