import {setImmediate as breath} from 'node:timers/promises'
import {afterEach, expect, test, vi} from 'vitest'
import {lookOf} from '../../src/terminal/door.ts'
import {interrupt} from '../../src/terminal/interrupt.ts'
import {progressBar} from '../../src/terminal/progress.ts'
import {newHome, put} from '../home.ts'
import {approvePlugin} from '../approve.ts'
import {join} from 'node:path'
import {chmodSync} from 'node:fs'
import {atDoor, keyboard, paper} from './at-door.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('a progress bar waits a second, moves, makes room for a line, and goes', () => {
  vi.useFakeTimers()
  const screen = paper(true)
  const bar = progressBar(
    'backup',
    lookOf(() => screen, {NO_COLOR: '1'}),
  )
  bar.update({progress: 0.5, message: 'copying'})
  vi.advanceTimersByTime(999)
  expect(screen.text()).toBe('')
  vi.advanceTimersByTime(1)
  const line = `\r\u001b[Kbackup ${'█'.repeat(10)}${'░'.repeat(10)} 50 % 1 s copying`
  expect(screen.text()).toBe(line)
  bar.hide()
  bar.hide()
  expect(screen.text()).toBe(`${line}\r\u001b[K`)
  vi.advanceTimersByTime(200)
  bar.stop()
  vi.advanceTimersByTime(10_000)
  expect(screen.text()).toBe(`${line}\r\u001b[K${line}\r\u001b[K`)
})

test('where nobody looks there is no progress bar', () => {
  vi.useFakeTimers()
  const screen = paper()
  const bar = progressBar(
    'backup',
    lookOf(() => screen, {}),
  )
  vi.advanceTimersByTime(5000)
  bar.stop()
  expect(screen.text()).toBe('')
})

test('an interrupt aborts once, and is taken back with the call', () => {
  const before = process.listenerCount('SIGHUP')
  const {signal, release} = interrupt()
  process.emit('SIGHUP', 'SIGHUP')
  expect(signal.aborted).toBe(true)
  release()
  expect(process.listenerCount('SIGHUP')).toBe(before)
})

test('events tail begins with the past and ends when nobody reads any more', async () => {
  const around = newHome()
  await atDoor(around, ['nothing_1'])
  const gone = new AbortController()
  const ending = atDoor(around, ['events', 'tail', '--limit', '1'], {unread: gone.signal})
  await breath()
  gone.abort()
  const {status, out} = await ending
  expect({status, out}).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^ +2 .* CALL_FINISHED nothing_1 .*outcome=unknown/),
  })
  expect(await atDoor(around, ['events', 'tail', '--limit', '0'])).toMatchObject({status: 2, out: ''})
})

const weather = {
  name: 'weather',
  version: '1.0.0',
  description: 'The weather',
  entrypoint: 'run.sh',
  permissions: ['weather:read'],
}

function weatherHome() {
  const around = newHome({'data/plugins/weather/manifest.json': weather})
  put(join(around.home, 'data/plugins/weather/run.sh'), '#!/bin/sh\necho sun\n')
  chmodSync(join(around.home, 'data/plugins/weather/run.sh'), 0o755)
  return around
}

test.each([
  ['y\r', 0],
  ['yes\r', 0],
  ['\r', 2],
  ['no\r', 2],
  ['\u0004', 2],
])('the answer %j to the question whether to enable', async (answer, status) => {
  const keys = keyboard()
  const ending = atDoor(weatherHome(), ['plugin', 'enable', 'weather'], {keyboard: keys})
  keys.write(answer)
  expect((await ending).status).toBe(status)
})

test('the menu asks for what a command needs', async () => {
  const input = {
    type: 'object',
    required: ['place', 'days'],
    properties: {place: {type: 'string', 'x-cli': {arg: true}}, days: {type: 'integer', maximum: 5}},
  }
  const around = weatherHome()
  put(join(around.home, 'data/plugins/weather/manifest.json'), {...weather, input})
  expect((await approvePlugin(around, 'weather')).outcome).toBe('ok')
  const [keys, screen] = [keyboard(), paper(true)]
  const ending = atDoor(around, [], {keyboard: keys, screen})
  for (const [question, answer] of [
    ['Esc leaves', 'weather\r'],
    ['place: ', 'Rome\r'],
    ['days: ', '9\r'],
    ['at most 5.', '\r'],
    ['at most 5.', '3\r'],
  ] as const) {
    await screen.see(question)
    keys.write(answer)
  }
  const {status, out} = await ending
  expect({status, out}).toMatchObject({
    status: 0,
    out: expect.stringMatching(
      /"9" is not a whole number of at most 5\.[^]*\$ parrot weather --days=3 -- Rome[^]*\nsun\n$/,
    ),
  })
})

test('nobody answers: cancelled', async () => {
  const around = weatherHome()
  put(join(around.home, 'data/plugins/weather/manifest.json'), {
    ...weather,
    input: {type: 'object', required: ['loud'], properties: {loud: {type: 'boolean'}}},
  })
  await approvePlugin(around, 'weather')
  const [keys, screen] = [keyboard(), paper(true)]
  const ending = atDoor(around, [], {keyboard: keys, screen})
  await screen.see('Esc leaves')
  keys.write('weather\r')
  await screen.see('loud (true, false): ')
  keys.write('\u0004')
  expect((await ending).status).toBe(130)
})

test('a result with a table, and one without', async () => {
  const around = newHome()
  expect((await atDoor(around, ['health_check', '--only', 'disk'])).out).toMatch(/^[✓!✗] {2}disk:/)
  expect(await atDoor(around, ['hello'])).toMatchObject({status: 0, out: 'Hello, World!\n', err: ''})
})
