import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {newHome, root} from '../home.ts'

const home = () => newHome().home

function parrot(args: readonly string[]) {
  const env = {PATH: process.env['PATH'], PARROT_HOME: home()}
  return spawnSync(process.execPath, [join(root, 'bin/parrot'), ...args], {env, encoding: 'utf8'})
}

describe('arguments that nobody means well with', () => {
  test('a megabyte of them is refused, with a short answer', () => {
    const much = Array.from({length: 10}, () => 'x'.repeat(100_000))
    const {status, stdout, stderr} = parrot(['health_check', ...much])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr.length).toBeLessThan(2000)
  })

  test('a long name is not there', () => {
    const {status, stderr} = parrot(['x'.repeat(100_000)])
    expect(status).toBe(127)
    expect(stderr.length).toBeLessThan(2000)
  })

  test.each([
    '--only=\u001b]52;c;ZXZpbA==\u0007',
    '--no-such-\u001b[2Jflag',
    '--disk-threshold=\u202e09',
    '--mem-threshold=NaN',
    '--load-threshold=-1',
    '--disk-threshold=1e400',
  ])('%j', (flag) => {
    const {status, stdout, stderr} = parrot(['health_check', flag])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^Error: /)
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })

  test('names of what every object has are not commands', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) expect(parrot([name]).status).toBe(127)
  })
})
