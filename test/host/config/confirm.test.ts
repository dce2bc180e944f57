import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import type {Parrot} from '../../../src/host/parrot.ts'
import {newHome} from '../../home.ts'

const text = 'limits:\n  pids: 100\n'

async function opened(files: Record<string, unknown> = {'config/config.yaml': text}) {
  const home = newHome(files)
  const open = async () => {
    const parrot = await openParrot(home)
    onTestFinished(() => parrot.close())
    return parrot
  }
  const file = join(home.home, 'config/config.yaml')
  const read = (path = file) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)
  const waiting = join(home.home, 'state/config-unconfirmed.json')
  // The process that would take the change back looks once a second, and ends when there is none.
  onTestFinished(async () => {
    rmSync(waiting, {force: true})
    await delay(2500)
  })
  return {home, open, file, read, waiting}
}

const ask = (parrot: Parrot, tool: string, values: Record<string, unknown> = {}) =>
  parrot.call({
    tool,
    by: parrot.operator,
    door: 'terminal',
    input: async () => ({values}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  })

const set = (parrot: Parrot, pids: number, commitConfirm?: string) =>
  ask(parrot, 'config_set', {
    key: 'limits.pids',
    value: [String(pids)],
    ...(commitConfirm !== undefined && {commitConfirm}),
  })

test('a change that nobody confirms is taken back at its time, without this process', async () => {
  const {open, read, waiting} = await opened()
  const parrot = await open()
  const until = expect.stringMatching(/^\d{4}-.*Z$/) as string
  expect(await set(parrot, 99, '5s')).toMatchObject({outcome: 'ok', output: {changed: true, until}})
  expect(read()).toContain('pids: 99')
  await expect.poll(() => read(), {timeout: 30_000}).toBe(text)
  await expect.poll(() => existsSync(waiting)).toBe(false)
  await expect
    .poll(async () => {
      const {output} = await ask(parrot, 'events_list', {types: ['CONFIG_REVERTED']})
      return [...(output as {events: Iterable<unknown>}).events].length
    })
    .toBe(1)
})

test('one that is confirmed stays, and then there is nothing to confirm', async () => {
  const {open, read, waiting} = await opened()
  const parrot = await open()
  await set(parrot, 99, '1h')
  expect(await ask(parrot, 'config_confirm')).toMatchObject({outcome: 'ok'})
  expect(existsSync(waiting)).toBe(false)
  expect(read()).toContain('pids: 99')
  expect(await ask(parrot, 'config_confirm')).toMatchObject({
    outcome: 'invalid_input',
    problems: [{code: 'config_none_waits'}],
  })
})

test('while one waits there is no other, but for going back', async () => {
  const {open, read, waiting} = await opened()
  const parrot = await open()
  await set(parrot, 99, '1h')
  expect(await set(parrot, 98)).toMatchObject({outcome: 'invalid_input', problems: [{code: 'config_waits'}]})
  expect(await ask(parrot, 'config_edit', {text, digest: 'none'})).toMatchObject({
    problems: [{code: 'config_waits'}],
  })
  expect(await ask(parrot, 'config_rollback')).toMatchObject({outcome: 'ok'})
  expect(read()).toBe(text)
  expect(existsSync(waiting)).toBe(false)
  expect(await set(parrot, 98)).toMatchObject({outcome: 'ok'})
})

test('the next start takes it back where nobody was there to; a file that had not been there is gone again', async () => {
  const {home, open, file, read, waiting} = await opened({})
  const before = await open()
  await ask(before, 'config_init', {})
  const first = read(file) ?? read(join(home.home, 'config/config.json'))
  expect(first).toBeDefined()
  await set(before, 99, '1h')
  const change = JSON.parse(readFileSync(waiting, 'utf8')) as object
  writeFileSync(waiting, JSON.stringify({...change, until: Date.now() - 1}), {mode: 0o600})
  await open()
  expect(read()).toBe(first)
  expect(existsSync(waiting)).toBe(false)
})

test('a file that somebody changed meanwhile is theirs', async () => {
  const {open, file, read, waiting} = await opened()
  await set(await open(), 99, '1h')
  const change = JSON.parse(readFileSync(waiting, 'utf8')) as object
  writeFileSync(waiting, JSON.stringify({...change, until: Date.now() - 1}), {mode: 0o600})
  writeFileSync(file, 'limits:\n  pids: 42\n', {mode: 0o600})
  await open()
  expect(read()).toBe('limits:\n  pids: 42\n')
  expect(existsSync(waiting)).toBe(false)
})

test.each(['0s', '5', '1d', '-1s', '99999h'])('%s is no time', async (commitConfirm) => {
  const {open, read} = await opened()
  expect(await set(await open(), 99, commitConfirm)).toMatchObject({outcome: 'invalid_input'})
  expect(read()).toBe(text)
})
