import {expect, test} from 'vitest'
import {units} from '../../src/facts/units.ts'
import {machineOf, never} from './machine.ts'

const booted = {'/run/systemd/system/': ''}

test('absent where systemd is not what runs the machine', async () => {
  const machine = machineOf({}, {systemctl: 'echo "[]"'})
  expect(await units(machine, never)).toMatchObject({absent: {code: 'no_systemd'}})
})

test('the failed units, as systemctl lists them', async () => {
  const list =
    '[{"unit":"a b.service","load":"loaded","active":"failed","sub":"failed","description":"x"},{"unit":"c.mount"}]'
  const machine = machineOf(booted, {systemctl: `[ "$1 $3" = "list-units --failed" ] && echo '${list}'`})
  expect(await units(machine, never)).toEqual({
    failed: [
      {unit: 'a b.service', description: 'x'},
      {unit: 'c.mount', description: ''},
    ],
  })
})

test('the failed units, as an older systemctl lists them', async () => {
  const lines = 'a.service    loaded failed failed The A service\\nb@1.service not-found failed failed'
  expect(await units(machineOf(booted, {systemctl: `printf '${lines}\\n'`}), never)).toEqual({
    failed: [
      {unit: 'a.service', description: 'The A service'},
      {unit: 'b@1.service', description: ''},
    ],
  })
})

test.each(['[]', ''])('none failed, as %j says', async (text) => {
  expect(await units(machineOf(booted, {systemctl: `echo '${text}'`}), never)).toEqual({failed: []})
})

test.each([
  ['half a list', "echo '[{'", 'JSON'],
  ['another table', 'echo a.service loaded active running A', 'does not read as expected'],
  ['a unit without a name', "echo '[{}]'", 'without a name'],
  ['a unit that is nothing', "echo '[null]'", 'without a name'],
  ['failure', 'echo "Failed to connect to bus" >&2; exit 1', 'Failed to connect to bus'],
  ['failure without a word', 'exit 4', 'systemctl: Command failed'],
  ['far too much', 'yes', 'maxBuffer'],
])('%s is no answer', async (_, script, cause) => {
  await expect(units(machineOf(booted, {systemctl: script}), never)).rejects.toThrow(cause)
})

test('no systemctl is named as what is missing', async () => {
  await expect(units(machineOf(booted), never)).rejects.toThrow('there is no program systemctl')
})

test('the last line of what it complains is the cause', async () => {
  const machine = machineOf(booted, {systemctl: 'echo first >&2; echo last >&2; exit 1'})
  await expect(units(machine, never)).rejects.toThrow(/^last$/)
})
