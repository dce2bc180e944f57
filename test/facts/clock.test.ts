import {symlinkSync, utimesSync} from 'node:fs'
import {expect, test} from 'vitest'
import {clock} from '../../src/facts/clock.ts'
import {machineOf, never} from './machine.ts'

const hour = 3_600_000
const synchronized = '/run/systemd/timesync/synchronized'

function timesyncd(hoursAgo: number) {
  const machine = machineOf({[synchronized]: ''})
  const at = Date.now() - hoursAgo * hour
  utimesSync(machine.root + synchronized, at / 1000, at / 1000)
  return machine
}

test('timesyncd touches a file each time it sets the clock', async () => {
  const answer = await clock(timesyncd(0.5), never)
  expect(answer).toMatchObject({synchronized: true, by: 'systemd-timesyncd'})
  const at = Date.parse('lastSyncAt' in answer ? String(answer.lastSyncAt) : '')
  expect(Math.abs(Date.now() - 0.5 * hour - at)).toBeLessThan(60_000)
})

test('a clock that timesyncd has not set for hours does not follow its source', async () => {
  expect(await clock(timesyncd(2), never)).toMatchObject({synchronized: false, by: 'systemd-timesyncd'})
})

test('timesyncd that never reached its source has not set the clock', async () => {
  const machine = machineOf({'/run/systemd/timesync/': ''})
  expect(await clock(machine, never)).toEqual({
    synchronized: false,
    by: 'systemd-timesyncd',
    lastSyncAt: null,
  })
})

test('a mark of timesyncd that cannot be looked at is no mark', async () => {
  const machine = machineOf({'/run/systemd/timesync/': ''})
  symlinkSync('synchronized', machine.root + synchronized)
  await expect(clock(machine, never)).rejects.toThrow('ELOOP')
})

const tracking = (status: string, at = '1763805600.5') =>
  `C0A80001,192.168.0.1,3,${at},0.000012,-0.000003,0.000020,-12.3,0.001,0.05,0.012,0.001,64.5,${status}`

test.each([
  ['Normal', true],
  ['Insert second', true],
  ['Not synchronised', false],
])('chrony with leap status %s', async (status, synchronized) => {
  const machine = machineOf(
    {'/run/chrony/': ''},
    {chronyc: `[ "$*" = "-n -c tracking" ] && echo '${tracking(status)}'`},
  )
  expect(await clock(machine, never)).toEqual({
    synchronized,
    by: 'chrony',
    lastSyncAt: '2025-11-22T10:00:00.500Z',
  })
})

test('chrony that never measured has no last time', async () => {
  const machine = machineOf(
    {'/run/chrony/': ''},
    {chronyc: `echo '${tracking('Not synchronised', '0.000000000')}'`},
  )
  expect(await clock(machine, never)).toEqual({synchronized: false, by: 'chrony', lastSyncAt: null})
})

test.each(['echo 506 Cannot talk to daemon; exit 1', 'echo a,b,c'])(
  'chrony that does not answer: %s',
  async (script) => {
    await expect(clock(machineOf({'/run/chrony/': ''}, {chronyc: script}), never)).rejects.toThrow('chronyc')
  },
)

test.each([
  ['yes', true],
  ['no', false],
])('else timedatectl tells the flag of the kernel: %s', async (word, synchronized) => {
  const machine = machineOf({'/run/systemd/system/': ''}, {timedatectl: `echo ${word}`})
  expect(await clock(machine, never)).toEqual({synchronized, by: 'kernel', lastSyncAt: null})
})

test('timedatectl that says something else says nothing', async () => {
  const machine = machineOf({'/run/systemd/system/': ''}, {timedatectl: 'echo maybe'})
  await expect(clock(machine, never)).rejects.toThrow('timedatectl')
})

test.each([
  ['8193 (PLL | NANO)', true],
  ['64 (UNSYNC)', false],
])('without systemd busybox tells it: status %s', async (status, synchronized) => {
  const machine = machineOf({}, {busybox: `[ "$1" = adjtimex ] && echo "    status:       ${status}"`})
  expect(await clock(machine, never)).toEqual({synchronized, by: 'kernel', lastSyncAt: null})
})

test.each([{}, {busybox: 'echo "adjtimex: applet not found"; exit 127'}])(
  'where nobody tells, nothing is claimed',
  async (programs) => {
    expect(await clock(machineOf({}, programs), never)).toMatchObject({unavailable: {code: 'clock_unsaid'}})
  },
)
