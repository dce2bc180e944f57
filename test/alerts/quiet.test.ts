import {expect, test} from 'vitest'
import {isQuiet, quietUntil} from '../../src/alerts/quiet.ts'
import {silence, unsilence} from '../../src/alerts/silence.ts'
import {draft} from '../events/place.ts'
import {tempPlace} from '../events/temp-journal.ts'
import {ended, hour, minute, rigIn} from './rig.ts'

const night = '22:00-07:00'
const zone = 'Europe/Zurich'
const until = (hours: string, from: string) =>
  new Date(quietUntil(hours, Date.parse(from), zone)).toISOString()

test('quiet hours go over midnight, by the clock on the wall', () => {
  const quiet = (at: string) => isQuiet(night, Date.parse(at), zone)
  expect(['20:59:59', '21:00', '23:59', '05:59:59'].map((time) => quiet(`2026-11-20T${time}Z`))).toEqual([
    false,
    true,
    true,
    true,
  ])
  expect([quiet('2026-11-20T06:00Z'), quiet('2026-11-20T12:00Z')]).toEqual([false, false])
  expect(isQuiet('12:00-13:00', Date.parse('2026-11-20T11:30Z'), zone)).toBe(true)
  expect(isQuiet(undefined, 0, zone)).toBe(false)
})

test('they are over at seven whether the night has an hour more or less', () => {
  expect(until(night, '2026-11-20T22:00:00Z')).toBe('2026-11-21T06:00:00.000Z')
  expect(until(night, '2026-03-28T22:00:00Z')).toBe('2026-03-29T05:00:00.000Z')
  expect(until(night, '2026-10-24T21:00:00Z')).toBe('2026-10-25T06:00:00.000Z')
  // 02:30 is left out in spring; then they are over at 03:00.
  expect(until('22:00-02:30', '2026-03-28T22:00:00Z')).toBe('2026-03-29T01:00:00.000Z')
})

const health = (outcome: string) => draft('HEALTH_CHECK_COMPLETED', {outcome, summary: 'disk', call: 'h'})

test('in quiet hours nothing is told but what is critical; at their end the rest is, once', async () => {
  const rig = rigIn(tempPlace(), {quiet: night}, '2026-03-28T22:00:00Z', zone)
  await rig.add(health('findings'))
  await rig.add(ended('backup_create', 'failed'))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed'])
  expect(rig.rows().find(({rule}) => rule === 'health_findings')).toMatchObject({
    state: 'firing',
    heldUntil: '2026-03-29T05:00:00.000Z',
    nextRepeat: null,
  })
  rig.set('2026-03-29T04:59:59Z')
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed', 'REPEAT backup_failed'])
  rig.later(1000)
  await rig.evaluate()
  await rig.evaluate()
  expect(rig.said().slice(2)).toEqual(['FIRING health_findings'])
  expect(rig.notices().at(-1)?.payload).toMatchObject({held: 'quiet', since: '2026-03-28T22:00:00.000Z'})
})

test('what came and went in the night is told in the morning, as one alert however often', async () => {
  const rig = rigIn(tempPlace(), {quiet: night}, '2026-11-20T23:00:00Z', zone)
  for (const outcome of ['findings', 'ok', 'findings', 'ok']) {
    await rig.add(health(outcome))
    await rig.evaluate()
    rig.later(minute)
  }
  expect(rig.said()).toEqual([])
  rig.set('2026-11-21T06:00:00Z')
  await rig.evaluate()
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING health_findings', 'RESOLVED health_findings'])
  expect(rig.notices()[0]?.payload).toMatchObject({count: 2})
})

test('what was told before the night and is over in it is told so in the morning', async () => {
  const rig = rigIn(tempPlace(), {quiet: night}, '2026-11-20T20:00:00Z', zone)
  await rig.add(health('findings'))
  await rig.evaluate()
  rig.set('2026-11-20T23:00:00Z')
  await rig.add(health('ok'))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING health_findings'])
  rig.set('2026-11-21T06:00:00Z')
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING health_findings', 'RESOLVED health_findings'])
})

const who = {who: 'ada', call: 'c1'}
const because = {reason: 'moving disks', ...who}

test('a silenced rule says nothing until then; what still fires then is told, what is over is not', async () => {
  const rig = rigIn(tempPlace(), {}, '2026-11-20T10:00:00Z')
  for (const rule of ['health_findings', 'backup_failed']) await silence(rig.deps, rule, 2 * hour, because)
  await rig.add(health('findings'))
  await rig.add(ended('backup_create', 'failed'))
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  expect(rig.rows().find(({rule}) => rule === 'health_findings')).toMatchObject({
    silencedUntil: '2026-11-20T12:00:00.000Z',
    silencedBecause: 'moving disks',
  })
  rig.later(2 * hour)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING health_findings'])
  expect([...rig.journal.read({types: ['ALERT_SILENCED']})].map(({payload}) => payload)).toMatchObject([
    {alert: 'health_findings', reason: 'moving disks', who: 'ada', until: '2026-11-20T12:00:00.000Z'},
    {alert: 'backup_failed'},
  ])
})

test('a silence is taken back, once', async () => {
  const rig = rigIn(tempPlace(), {}, '2026-11-20T10:00:00Z')
  await silence(rig.deps, 'health_findings', 2 * hour, because)
  await rig.add(health('findings'))
  await rig.evaluate()
  expect(await unsilence(rig.deps, 'health_findings', who)).toBe(true)
  expect(await unsilence(rig.deps, 'health_findings', who)).toBe(false)
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING health_findings'])
})
