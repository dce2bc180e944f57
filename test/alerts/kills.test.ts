import {expect, test} from 'vitest'
import {seedOf, times} from '../soak.ts'
import {killEvaluators} from './kills.ts'

test('two processes that evaluate at once, killed at any moment: each transition is told once', async () => {
  const seed = String(seedOf(271_828))
  const {wrong, transitions} = await killEvaluators(seed, times(12, 100))
  expect({seed, wrong}).toEqual({seed, wrong: []})
  expect(transitions).toBeGreaterThan(5)
}, 600_000)
