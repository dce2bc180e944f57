import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {load} from '../../src/facts/load.ts'
import {machineOf, thisMachine} from './machine.ts'

const files = {
  '/proc/loadavg': '0.50 1.25 2.00 3/456 7890\n',
  '/sys/devices/system/cpu/online': '0-3,8,10-11\n',
  '/proc/self/status': 'Name:\tparrot\nCpus_allowed:\tf\nCpus_allowed_list:\t0-1\n',
}

test('averages, tasks and CPUs, as the kernel writes them', () => {
  expect(load(machineOf(files))).toEqual({
    load1: 0.5,
    load5: 1.25,
    load15: 2,
    runnableTasks: 3,
    tasks: 456,
    onlineCpus: 7,
    usableCpus: 2,
  })
})

test('this machine: the averages of /proc/loadavg and the CPUs of nproc', () => {
  // Between two readings the kernel may have written new averages: one of the two is the one that was seen.
  const before = readFileSync('/proc/loadavg', 'utf8').split(' ').map(Number)
  const found = load(thisMachine)
  const after = readFileSync('/proc/loadavg', 'utf8').split(' ').map(Number)
  expect([before.slice(0, 3), after.slice(0, 3)]).toContainEqual([found.load1, found.load5, found.load15])
  expect(found.onlineCpus).toBe(Number(execFileSync('getconf', ['_NPROCESSORS_ONLN'], {encoding: 'utf8'})))
  expect(found.usableCpus).toBe(Number(execFileSync('nproc', {encoding: 'utf8'})))
})

test.each([
  ['/proc/loadavg', ''],
  ['/proc/loadavg', 'nan nan nan 1/2 3\n'],
  ['/sys/devices/system/cpu/online', 'all of them\n'],
  ['/proc/self/status', 'Name:\tparrot\n'],
])('%s that reads %j is no load', (file, text) => {
  expect(() => load(machineOf({...files, [file]: text}))).toThrow(`${file} does not read as expected`)
})
