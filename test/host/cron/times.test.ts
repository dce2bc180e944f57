import {execFileSync} from 'node:child_process'
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {calendarsOf} from '../../../src/host/cron/calendar.ts'
import {comes, cronFields, lastTime, nextTime, timesBetween} from '../../../src/host/cron/times.ts'
import {machineZone} from '../../../src/host/cron/zone.ts'
import {isSchedule} from '../../../src/manifest/schedule.ts'
import {newHome} from '../../home.ts'
import {needs} from '../../needs.ts'
import {seeded, type Random} from '../../seeded.ts'

const berlin = 'Europe/Berlin'
const ms = (iso: string) => Date.parse(iso)
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(5, 16))

test.each([
  ['hourly', '0 * * * *'],
  ['weekly', '0 0 * * 0'],
  ['5/15 * * * *', '5,20,35,50 * * * *'],
  ['10-20/5 1,3 * * 5-7', '10,15,20 1,3 * * 0,5,6'],
  ['*/10 * */2 * 1', '*/10 * */2 * 1'],
])('%s is %s for every cron', (at, fields) => expect(cronFields(at)).toBe(fields))

describe('when the clock goes forward at 2 in Berlin', () => {
  const day = [ms('2026-03-28T12:00Z'), ms('2026-03-30T12:00Z')] as const
  test.each([
    ['a time in the gap is due at its end', '30 2 * * *', ['03-29T01:00', '03-30T00:30']],
    ['a list of times in the gap too, once', '0,30 2 * * *', ['03-29T01:00', '03-30T00:00', '03-30T00:30']],
    ['a time outside of it as ever', '30 4 * * *', ['03-29T02:30', '03-30T02:30']],
  ])('%s', (_, at, times) => expect(iso(timesBetween(at, ...day, berlin))).toEqual(times))

  test('what runs every half hour does so', () => {
    const night = timesBetween('*/30 * * * *', ms('2026-03-29T00:10Z'), ms('2026-03-29T02:00Z'), berlin)
    expect(iso(night)).toEqual(['03-29T00:30', '03-29T01:00', '03-29T01:30', '03-29T02:00'])
  })
})

describe('when the clock goes back at 3 in Berlin', () => {
  const night = [ms('2026-10-24T23:40Z'), ms('2026-10-25T03:00Z')] as const
  test('a time that comes twice is due once', () => {
    expect(iso(timesBetween('30 2 * * *', ...night, berlin))).toEqual(['10-25T00:30'])
  })
  test('what runs every hour runs in both', () => {
    const times = ['10-25T00:30', '10-25T01:30', '10-25T02:30']
    expect(iso(timesBetween('30 * * * *', ...night, berlin))).toEqual(times)
  })
})

test('the last time is not after now, and may be now', () => {
  const at = (text: string) => iso([lastTime('0 3 * * *', ms(text), 'UTC') ?? 0])[0]
  expect(at('2026-05-05T02:59:59.999Z')).toBe('05-04T03:00')
  expect(at('2026-05-05T03:00:00.000Z')).toBe('05-05T03:00')
  expect(at('2026-05-05T03:00:00.700Z')).toBe('05-05T03:00')
})

test('a time that never comes, and very many that do', () => {
  expect(nextTime('0 0 30 2 *', 0, 'UTC')).toBeUndefined()
  expect(['0 0 30 2 *', '0 0 31 4,6 *', '0 0 29 2 *', '0 0 30 2 1', '30 2 * * 7'].map(comes)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ])
  expect(timesBetween('* * * * *', 0, ms('2026-01-01T00:00Z'), 'UTC')).toHaveLength(1000)
})

test("the zone is the machine's link, else its file, else UTC, whatever TZ says", () => {
  const {home} = newHome()
  mkdirSync(join(home, 'zoneinfo/Europe'), {recursive: true})
  writeFileSync(join(home, 'zoneinfo/Europe/Berlin'), '')
  symlinkSync(join(home, 'zoneinfo/Europe/Berlin'), join(home, 'localtime'))
  writeFileSync(join(home, 'timezone'), 'Asia/Tokyo\n')
  writeFileSync(join(home, 'nonsense'), '../../etc\n')
  const none = join(home, 'none')
  expect(machineZone(join(home, 'localtime'), none)).toBe('Europe/Berlin')
  expect(machineZone(none, join(home, 'timezone'))).toBe('Asia/Tokyo')
  expect(machineZone(none, join(home, 'nonsense'))).toBe('UTC')
  expect(machineZone(none, none)).toBe('UTC')
})

needs('systemd-analyze', 'apt-get install systemd')('systemd and croner agree', () => {
  test('on the next three times of 60 random schedules', () => {
    const seed = process.env['SEED'] ?? 'calendar'
    const random = seeded(seed)
    for (let round = 0; round < 60; round++) {
      const at = randomSchedule(random)
      expect(isSchedule(at), at).toBe(true)
      const from = ms('2026-01-01T00:00Z') + random.below(86_400 * 700) * 1000
      const mine = timesBetween(at, from, from + 86_400_000 * 800, 'UTC').slice(0, 3)
      const lists = calendarsOf(at).map((calendar) => systemdTimes(calendar, from))
      const theirs = [...new Set(lists.flat())].sort((a, b) => a - b).slice(0, 3)
      expect({seed, at, times: iso(mine)}).toEqual({seed, at, times: iso(theirs).slice(0, mine.length)})
    }
  })
})

function randomSchedule(random: Random): string {
  const field = (least: number, most: number) => {
    const a = least + random.below(most - least + 1)
    const b = a + random.below(most - a + 1)
    const step = 1 + random.below(9)
    return random.pick([
      '*',
      '*',
      `${a}`,
      `${a}-${b}`,
      `${a},${b}`,
      `*/${step}`,
      `${a}-${b}/${step}`,
      `${a}/${step}`,
    ])
  }
  return [field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 7)].join(' ')
}

function systemdTimes(calendar: string, from: number): number[] {
  const base = `@${Math.floor(from / 1000)}`
  const argv = ['calendar', `--base-time=${base}`, '--iterations=3', calendar]
  const env = {PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C'}
  const text = execFileSync('systemd-analyze', argv, {env, encoding: 'utf8'})
  const times = [...text.matchAll(/(?:Next elapse|Iter\. #\d+): \w+ (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/g)]
  return times.map(([, day, time]) => ms(`${day}T${time}Z`))
}
