import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {memory} from '../../src/facts/memory.ts'
import {needs} from '../needs.ts'
import {machineOf, thisMachine} from './machine.ts'

const lines = [
  'MemTotal:  8000 kB',
  'MemFree: 100 kB',
  'MemAvailable: 5000 kB',
  'SwapTotal: 200 kB',
  'SwapFree: 150 kB',
]

test('kilobytes of /proc/meminfo are units of 1024 bytes', () => {
  expect(memory(machineOf({'/proc/meminfo': `${lines.join('\n')}\n`}))).toEqual({
    totalBytes: 8000 * 1024,
    availableBytes: 5000 * 1024,
    freeBytes: 100 * 1024,
    swapTotalBytes: 200 * 1024,
    swapFreeBytes: 150 * 1024,
  })
})

needs('free', 'apt-get install procps')('beside free', () => {
  test('this machine: what free -b says', () => {
    const found = memory(thisMachine)
    const [, main = '', swap = ''] = execFileSync('free', ['-b'], {encoding: 'utf8'}).split('\n')
    const [total, , free, , , available] = main.split(/\s+/).slice(1).map(Number)
    const [swapTotal, , swapFree] = swap.split(/\s+/).slice(1).map(Number)
    // Other programs take and give memory between the two readings: a gigabyte of difference is allowed, a wrong unit or line is not.
    const near = (value: number | undefined) => ({
      asymmetricMatch: (other: number) => Math.abs(other - Number(value)) < 2 ** 30,
    })
    expect(found).toEqual({
      totalBytes: total,
      availableBytes: near(available),
      freeBytes: near(free),
      swapTotalBytes: swapTotal,
      swapFreeBytes: near(swapFree),
    })
  })
})

test.each([0, 1, 2, 3, 4])('without line %i there is no answer', (missing) => {
  const text = lines.filter((_, index) => index !== missing).join('\n')
  expect(() => memory(machineOf({'/proc/meminfo': text}))).toThrow(
    `/proc/meminfo has no ${lines[missing]?.split(':')[0]}`,
  )
})
