import {strictEqual} from 'node:assert/strict'
import {test} from 'node:test'
import {readFileSync} from 'node:fs'
test('systemd is the first process', () => {
  strictEqual(readFileSync('/proc/1/comm', 'utf8'), 'systemd\n')
})
