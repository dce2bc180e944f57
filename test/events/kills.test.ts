import {expect, test} from 'vitest'
import {killWriters} from './kills.ts'

test('a writer that is killed at any moment leaves a journal that verifies, holds what it told of, and goes on', async () => {
  const seed = process.env['PARROT_SEED'] ?? String(Date.now())
  const {wrong, lost, acknowledged, ...rest} = await killWriters(seed, 12)
  expect({seed, wrong, lost}).toEqual({seed, wrong: [], lost: 0})
  expect([acknowledged, rest.late]).toEqual([expect.any(Number), expect.any(Number)])
  expect(acknowledged).toBeGreaterThan(rest.late)
})
