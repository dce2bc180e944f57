import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {updateLock} from '../../../src/host/catalog/lock.ts'
import {seeded} from '../../seeded.ts'
import {lockOf, stage, type Stage} from './stage.ts'

const source = join(import.meta.dirname, '../../../src/host/catalog/lock.ts')
const entry = {
  enabled: true,
  approved: {
    digest: `sha512-${'A'.repeat(86)}==`,
    version: '1.0.0',
    permissions: [],
    calls: [],
    approver: 'anna',
    time: 't',
  },
}

/** Adds p1, p2, … to the lock from `first` on, until it is killed. */
const writer = ({lock, key, uid}: Stage, first: number) => {
  const script = `
    import {updateLock} from '${source}'
    for (let n = ${first}; ; n++) {
      const failed = await updateLock(JSON.parse(process.argv[1]), 'p' + n, () => (${JSON.stringify(entry)}))
      if (failed.length > 0) throw new Error(JSON.stringify(failed))
      process.stdout.write('.')
    }`
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify({lock, key, uid})],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('a writer of the lock, killed at 20 seeded moments, leaves every entry it had finished and no half of one', async () => {
  const seed = process.env['SEED'] ?? 'lock'
  const random = seeded(seed)
  const places = stage()
  let count = 0
  for (let round = 0; round < 20; round++) {
    const child = writer(places, count + 1)
    for (let seen = random.below(3); seen >= 0; seen--) await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, random.below(6)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const names = [...lockOf(places).keys()]
    const expected = names.map((_, index) => `p${index + 1}`)
    expect({seed, round, names: new Set(names), grows: names.length >= count}).toEqual({
      seed,
      round,
      names: new Set(expected),
      grows: true,
    })
    count = names.length
  }
  expect(count).toBeGreaterThanOrEqual(20)
})

test('an entry is changed or taken out, and the others stay as they are, in the order of their names', async () => {
  const places = stage()
  for (const name of ['c', 'a', 'b']) await updateLock(places, name, () => entry)
  await updateLock(places, 'b', (old) => old && {...old, enabled: false})
  await updateLock(places, 'c', () => undefined)
  expect([...lockOf(places)]).toEqual([
    ['a', entry],
    ['b', {...entry, enabled: false}],
  ])
})
