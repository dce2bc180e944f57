import {expect, test} from 'vitest'
import {draft} from '../events/place.ts'
import {tempPlace} from '../events/temp-journal.ts'
import {ended, hour, minute, only, rigIn} from './rig.ts'

const at = '2026-11-20T10:00:00Z'
const off = {
  backup_failed: {off: true},
  health_findings: {off: true},
} as const

const within = only({...off, no_backup: {within: {operation: 'backup_create', time: '26h'}, repeat: 'never'}})

test('no success in 26 h: fires then and not before, is over with the next success, and begins anew', async () => {
  const rig = rigIn(tempPlace(), within, at)
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  rig.later(20 * hour)
  await rig.add(ended('backup_create', 'failed'))
  await rig.add(ended('backup_create', 'ok', {dry_run: true}))
  rig.later(6 * hour - 1)
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  rig.later(1)
  await rig.evaluate()
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING no_backup'])
  expect(rig.notices()[0]?.payload['what']).toBe('Rule no_backup: backup_create has not gone well for 26h.')
  rig.later(hour)
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  rig.later(26 * hour)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING no_backup', 'RESOLVED no_backup', 'FIRING no_backup'])
})

test('what never went well is waited for from the first evaluation on; a success of before counts', async () => {
  const rig = rigIn(tempPlace(), within, at)
  await rig.evaluate()
  rig.later(25 * hour)
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  rig.later(hour)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING no_backup'])

  const other = rigIn(tempPlace(), within, at)
  await other.add(ended('backup_create', 'ok'))
  other.later(30 * hour)
  await other.add(draft())
  await other.evaluate()
  expect(other.said()).toEqual(['FIRING no_backup'])
})

const disk = (more = {}) =>
  only({
    ...off,
    disk_full: {
      value: {operation: 'check_disk', path: 'mounts.*.usedPercent', above: 80, clear: 75, ...more},
      repeat: 'never',
    },
  })
const used = (value: number) => ended('check_disk', 'ok', {measured: [{path: 'mounts.*.usedPercent', value}]})

test('a value: above it fires, between it stays as it is, at `clear` it is over', async () => {
  const rig = rigIn(tempPlace(), disk(), at)
  for (const value of [80, 81, 79, 76, 82, 75, 79, 80]) {
    rig.later(minute)
    await rig.add(used(value))
    await rig.evaluate()
  }
  expect(rig.said()).toEqual(['FIRING disk_full', 'RESOLVED disk_full'])
  expect(rig.notices()[0]?.payload).toMatchObject({
    value: 81,
    what: 'Rule disk_full: mounts.*.usedPercent of check_disk is 81, which is more than 80.',
  })
  await rig.add(used(99))
  await rig.evaluate()
  expect(rig.said()).toHaveLength(3)
})

test('`for`: only when it has lasted; a moment below starts the wait anew', async () => {
  const rig = rigIn(tempPlace(), disk({for: '10m'}), at)
  await rig.add(used(90))
  rig.later(9 * minute)
  await rig.evaluate()
  expect(rig.rows()[0]).toMatchObject({rule: 'disk_full', state: 'pending'})
  await rig.add(used(79))
  await rig.evaluate()
  rig.later(minute)
  await rig.add(used(90))
  await rig.evaluate()
  rig.later(10 * minute - 1)
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  rig.later(1)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING disk_full'])
})

test('repeat: while it lasts and no sooner, from when it was said', async () => {
  const rig = rigIn(tempPlace(), {}, at)
  await rig.add(ended('backup_create', 'failed'))
  rig.later(5 * hour)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed'])
  expect(rig.rows()[0]).toMatchObject({nextRepeat: '2026-11-20T19:00:00.000Z'})
  rig.later(4 * hour - 1)
  await rig.add(ended('backup_create', 'failed'))
  await rig.evaluate()
  expect(rig.said()).toHaveLength(1)
  rig.later(1)
  await rig.evaluate()
  rig.later(4 * hour)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed', 'REPEAT backup_failed', 'REPEAT backup_failed'])
  expect(rig.notices()[2]?.payload).toMatchObject({repeat: 2, count: 2})
  await rig.add(ended('backup_create', 'ok'))
  rig.later(9 * hour)
  await rig.evaluate()
  expect(rig.said()).toHaveLength(4)
})

test('where nothing can tell that it is over, it is when it has not come again', async () => {
  const rig = rigIn(tempPlace(), only({strangers: {on: {types: ['KEY_REFUSED']}, repeat: '1h'}}), at)
  for (const pause of [0, 40, 40]) {
    rig.later(pause * minute)
    await rig.add(draft('KEY_REFUSED', {}))
    await rig.evaluate()
  }
  expect(rig.said()).toEqual(['FIRING strangers', 'REPEAT strangers'])
  rig.later(59 * minute)
  await rig.evaluate()
  expect(rig.said()).not.toContain('RESOLVED strangers')
  rig.later(minute)
  await rig.evaluate()
  expect(rig.said().at(-1)).toBe('RESOLVED strangers')
})

test('a clock that goes back neither fires nor loses anything, and no wait becomes shorter', async () => {
  const config = only({...disk({for: '10m'}).rules, ...within.rules})
  const rig = rigIn(tempPlace(), config, at)
  await rig.add(ended('backup_create', 'ok'))
  await rig.add(used(90))
  rig.later(5 * minute)
  await rig.evaluate()
  rig.later(-3 * hour)
  await rig.evaluate()
  rig.later(5 * minute - 1)
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  rig.later(1)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING disk_full'])
  // The machine's clock is mended: it goes forward to where it would have been.
  rig.later(3 * hour)
  await rig.add(used(70))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING disk_full', 'RESOLVED disk_full'])
  rig.set(Date.parse(at) + 26 * hour - 1)
  await rig.evaluate()
  expect(rig.said()).toHaveLength(2)
  rig.later(1)
  await rig.evaluate()
  expect(rig.said().at(-1)).toBe('FIRING no_backup')
})

test('a clock that was years ahead for a while does not silence anybody for years', async () => {
  const rig = rigIn(tempPlace(), within, at)
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  rig.set('2031-01-01T00:00:00Z')
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  rig.set('2026-11-20T12:00:00Z')
  await rig.evaluate()
  const before = rig.said().length
  rig.later(26 * hour)
  await rig.evaluate()
  expect(rig.said().slice(before)).toEqual(['FIRING no_backup'])
  expect(rig.rows()[0]?.since?.slice(0, 10)).toBe('2026-11-21')
})
