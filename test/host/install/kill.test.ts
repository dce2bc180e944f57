import {expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {killInstall} from '../../scripts/kill-install.ts'
import {seedOf, times} from '../../soak.ts'

/** `node test/scripts/kill-install.ts 500 <seed>` repeats a run. */
const kills = times(28, 500)
const seed = seedOf(455_374)

needs('bwrap', 'apt-get install bubblewrap')('installing, approving, updating and uninstalling', () => {
  test(
    `killed at ${kills} moments, seed ${seed}: the old state or the new one, and nothing is left`,
    {timeout: kills * 5000 + 60_000},
    async () => {
      const {landed, between, left} = await killInstall(kills, seed)
      process.stdout.write(`kill -9 of plugin changes, seed ${seed}: ${JSON.stringify(landed)}\n`)
      expect({between, left}).toEqual({between: [], left: []})
      const inTheMiddle =
        landed.install.staged + landed.update.staged + landed.install.kept + landed.update.kept
      expect(inTheMiddle).toBeGreaterThan(0)
      expect(landed.install.done + landed.update.done).toBeGreaterThan(0)
    },
  )
})
