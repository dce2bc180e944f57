import {spawnSync} from 'node:child_process'
import {chmodSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {plainLine} from '../../src/sandbox/plain-line.ts'
import {describeForUsers} from './runs.ts'

test('of what a Node that failed prints, only what is wrong', () => {
  const {stderr} = spawnSync(process.execPath, ['-e', 'throw new TypeError("no port")'])
  expect(stderr.toString()).toMatch(/\n {4}at /)
  expect(plainLine(stderr.toString())).toBe('TypeError: no port')
  const system = 'node:net:1\n  throw x\n  ^\n\nError: listen EADDRINUSE: address in use\n    at a (b:1:2)\n'
  expect(plainLine(system)).toBe('Error: listen EADDRINUSE: address in use')
  expect(
    plainLine('\n<--- Last few GCs --->\n\nFATAL ERROR: Out of memory\n----- Native stack trace -----\n'),
  ).toBe('FATAL ERROR: Out of memory')
})

test('of anything else its first line, without what a terminal would obey', () => {
  expect(plainLine('\n/bin/bash: line 1: x\nand more')).toBe('/bin/bash: line 1: x')
  expect(plainLine('\u001b[31mbad\u001b[0m\u0007\rnews')).toBe('bad  news')
  expect(plainLine('x'.repeat(5000))).toHaveLength(300)
  expect(plainLine('')).toBe('')
})

describeForUsers('an engine that fails with a stack', (place) => {
  test('is refused with one line', async () => {
    const engine = join(place.make('failing'), 'bwrap')
    const says =
      'node:net:1950\\n      throw x\\n      ^\\n\\nError: listen: EPERM\\n    at f (node:net:1:2)\\n'
    writeFileSync(engine, `#!/bin/sh\nprintf '${says}' >&2\nexit 1\n`)
    chmodSync(engine, 0o755)
    const problem = await place.refused(place.job('forever'), {bwrap: engine})
    expect(problem.params['cause']).toBe('Error: listen: EPERM')
  })
})
