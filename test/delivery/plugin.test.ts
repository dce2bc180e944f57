import {once} from 'node:events'
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {causedBy} from '../../src/delivery/caused.ts'
import type {StoredEvent} from '../../src/events/journal.ts'
import {newHome, put} from '../home.ts'
import {needs} from '../needs.ts'
import {parrot, startParrot} from '../terminal/program.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {never} from './here.ts'
import {receiver} from './receiver.ts'

const subscriber = (name: string, as: string, events = 'CALL_FINISHED') => ({
  name,
  events,
  plugin: {tool: 'hello', as},
})
const users = {users: {bot: {roles: ['greeter'], uid: 61_001}, none: {roles: ['nobody'], uid: 61_002}}}
const roles = {
  roles: {
    greeter: {permissions: ['mcp:read', 'logs:write']},
    nobody: {permissions: []},
  },
}

async function homeWith(subscribers: readonly object[]) {
  const around = newHome({
    'config/config.json': {subscribers},
    'config/rbac_users.json': users,
    'config/rbac_roles.json': {roles: {...roles.roles, admin: {permissions: ['*']}}},
  })
  const host = await openParrot(around, {trial: true})
  const delivery = await host.delivery()
  const ask = (tool: string) =>
    host.call({
      tool,
      by: {name: 'anna', roles: ['admin'], evidence: 'a test'},
      door: 'terminal',
      input: async () => ({values: {}}),
      dryRun: false,
      unsandboxed: false,
      signal: never(),
      watch: {},
    })
  const events = async () => {
    const {output} = await ask('events_list')
    return [...(output as {events: Iterable<StoredEvent>}).events]
  }
  return {delivery, ask, events, host, around}
}

needs('bwrap', 'apt-get install bubblewrap')('a plugin that is told', () => {
  test('two that answer each other end: neither is called for what its own call brought about', async () => {
    const {delivery, ask, events, host} = await homeWith([subscriber('one', 'bot'), subscriber('two', 'bot')])
    await delivery.list()
    await ask('hello')
    await delivery.once(0, never())
    const calls = (await events()).filter(({event_type}) => event_type === 'CALL_REQUESTED')
    const who = calls.map(({payload}) => String(payload['who']))
    expect(who.slice(1).toSorted((a, b) => a.localeCompare(b))).toEqual(
      ['one', 'one', 'two', 'two'].map((name) => `subscriber ${name}`),
    )
    const [first, ...rest] = calls
    for (const {metadata, payload} of rest) {
      expect(metadata.correlation_id).toBe(first?.metadata.correlation_id)
      expect(payload).toMatchObject({
        parent: expect.any(String),
        evidence: expect.stringContaining('as user bot'),
      })
    }
    expect(await delivery.list()).toMatchObject([{waiting: expect.any(Number), failures: 0}, {failures: 0}])
    await host.close()
  })

  test('one whose role does not allow it is put aside at once, for all to see', async () => {
    const hook = await receiver()
    const {delivery, ask, events, host} = await homeWith([
      subscriber('poor', 'none'),
      subscriber('unknown', 'nobody-here'),
      {name: 'ops', events: 'DELIVERY_DEAD', webhook: {url: hook.url}},
    ])
    await delivery.list()
    await ask('hello')
    await delivery.once(0, never())
    expect(await delivery.dead()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({subscriber: 'poor', attempts: 1}),
        expect.objectContaining({subscriber: 'unknown', error: expect.stringContaining('nobody-here')}),
      ]) as unknown[],
    )
    const told = hook.got.map(({json}) => json.payload['subscriber'])
    expect(told).toEqual(expect.arrayContaining(['poor', 'unknown']))
    const all = await events()
    expect(
      all.some(({payload}) => payload['who'] === 'subscriber poor' && payload['effect'] === 'deny'),
    ).toBe(true)
    const {output} = await ask('doctor')
    expect(JSON.stringify(output)).toContain('never told of')
    await host.close()
  })

  test('after a call a process of its own tells them; where nobody is to be told there is none', async () => {
    const hook = await receiver()
    const home = emptyHome()
    put(join(home, 'config/config.json'), {})
    expect(parrot(home, ['hello'])).toMatchObject({status: 0})
    expect(readdirSync(join(home, 'state'))).not.toContain('delivery.db')

    const subscribers = [{name: 'ops', events: ['CALL_FINISHED', 'CALL_REQUESTED'], webhook: {url: hook.url}}]
    put(join(home, 'config/config.json'), {subscribers})
    expect(parrot(home, ['hello'])).toMatchObject({status: 0})
    const types = () => hook.got.map(({json}) => json.event_type)
    await expect.poll(types, {timeout: 30_000}).toEqual(['CALL_REQUESTED', 'CALL_FINISHED'])
    const testing = startParrot(home, ['events', 'test', 'ops'])
    await once(testing, 'exit')
    expect(testing.exitCode).toBe(0)
    await expect.poll(types, {timeout: 30_000}).toContain('TEST')
    const {status, stdout} = parrot(home, ['events', 'subscribers'])
    expect({status, stdout}).toMatchObject({status: 0, stdout: expect.stringMatching(/^SUBSCRIBER +WAIT/)})
    expect(parrot(home, ['events', 'retry', '5'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"5"'),
    })
    expect(parrot(home, ['events', 'test', 'nobody', '--json'])).toMatchObject({status: 2})
    await expect
      .poll(() => parrot(home, ['events', 'deliver', '--json']).stdout, {timeout: 30_000})
      .toContain('"busy": false')
  })
})

const call = (id: string, who: string, parent?: string) =>
  ({event_type: 'CALL_REQUESTED', payload: {call: id, who, parent}}) as unknown as StoredEvent
const event = (id: string, who: string) =>
  ({payload: {call: id, who}, metadata: {correlation_id: 'a'}}) as unknown as StoredEvent

test('what brought an event about is followed through the calls of others', () => {
  const chain = [call('a', 'anna'), call('b', 'subscriber one', 'a'), call('c', 'subscriber two', 'b')]
  const journal = {read: () => chain}
  expect(causedBy(journal, 'one', event('c', 'subscriber two'))).toBe(true)
  expect(causedBy(journal, 'three', event('c', 'subscriber two'))).toBe(false)
  expect(causedBy(journal, 'one', event('a', 'anna'))).toBe(false)
  const deep = Array.from({length: 5}, (_, n) => call(`${n}`, `subscriber s${n}`, `${n - 1}`))
  expect(causedBy({read: () => deep}, 'other', event('4', 'subscriber s4'))).toBe(true)
})
