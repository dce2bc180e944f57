import {existsSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {pressure} from '../../src/facts/pressure.ts'
import {machineOf, thisMachine} from './machine.ts'

const some = 'some avg10=1.50 avg60=2.25 avg300=0.00 total=12345\n'
const full = 'full avg10=0.10 avg60=0.20 avg300=0.30 total=99\n'
const all = {
  '/proc/pressure/cpu': some,
  '/proc/pressure/memory': some + full,
  '/proc/pressure/io': some + full,
}

const share = {percent10s: 1.5, percent60s: 2.25, percent300s: 0, totalMicroseconds: 12345}
const fully = {percent10s: 0.1, percent60s: 0.2, percent300s: 0.3, totalMicroseconds: 99}

test('shares in percent; a kernel that does not count all tasks for the CPU says null', () => {
  expect(pressure(machineOf(all))).toEqual({
    cpu: {some: share, full: null},
    memory: {some: share, full: fully},
    io: {some: share, full: fully},
  })
})

test('a kernel without PSI has no such figures', () => {
  expect(pressure(machineOf({'/proc/loadavg': ''}))).toMatchObject({absent: {code: 'no_pressure'}})
})

test.skipIf(!existsSync('/proc/pressure/io'))('this machine: as the kernel writes it', () => {
  const before = totalOf(readFileSync('/proc/pressure/io', 'utf8'))
  const found = pressure(thisMachine)
  const after = totalOf(readFileSync('/proc/pressure/io', 'utf8'))
  const total = 'io' in found ? found.io.some.totalMicroseconds : Number.NaN
  expect(total).toBeGreaterThanOrEqual(before)
  expect(total).toBeLessThanOrEqual(after)
})

test.each(['', 'some avg10=1.2.3 avg60=0 avg300=0 total=1\n', 'some\n', full])(
  '%j is no pressure',
  (text) => {
    expect(() => pressure(machineOf({...all, '/proc/pressure/memory': text}))).toThrow(
      '/proc/pressure/memory',
    )
  },
)

const totalOf = (text: string) => Number(/some .*total=(\d+)/.exec(text)?.[1])
