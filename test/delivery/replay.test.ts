import {existsSync} from 'node:fs'
import {expect, test} from 'vitest'
import type {Config} from '../../src/config/config.ts'
import {deliveryOf} from '../../src/delivery/delivery.ts'
import {storeFile} from '../../src/delivery/places.ts'
import {deliveryHere, happen, never} from './here.ts'
import {mailServer, receiver} from './receiver.ts'

const later = {by: 'anna', dryRun: false}

test('a subscriber is told again of what it asks for, marked, in order, and what is new does not wait for it', async () => {
  const hook = await receiver()
  const mail = await mailServer()
  const {delivery, journal} = await deliveryHere(
    [
      {name: 'hook', events: 'BACKUP_*', webhook: {url: hook.url}},
      {name: 'mail', events: 'HEALTH_*', email: {to: 'ops@example.com', smtp: mail.url}},
    ],
    {notify: {attemptMs: 20_000}},
  )
  await delivery.list()
  const numbers = await happen(journal, 30)
  await happen(journal, 2, 'HEALTH_CHECK_COMPLETED')
  await delivery.once(0, never())
  const dry = await delivery.replay({subscriber: 'hook', from: numbers[2] ?? 0, ...later, dryRun: true})
  expect(dry).toEqual({number: null, events: 28, from: numbers[2], to: numbers.at(-1)})
  expect(await delivery.once(0, never())).toMatchObject({delivered: 0})

  const asked = await delivery.replay({subscriber: 'hook', from: numbers[2] ?? 0, ...later})
  expect(asked).toMatchObject({number: 1, events: 28})
  const fresh = await happen(journal, 1)
  const before = hook.got.length
  await delivery.once(0, never())
  const again = hook.got.slice(before)
  const told = again.filter(({json}) => 'replayed' in json)
  expect(told.map(({json}) => json.sequence)).toEqual(numbers.slice(2))
  expect(told[0]?.json).toMatchObject({replayed: {number: 1, by: 'anna', at: expect.any(String)}})
  expect(told[0]?.headers['webhook-id']).toMatch(/^[0-9a-f]{64}-r1$/)
  const at = again.findIndex(({json}) => json.sequence === fresh[0])
  expect(at).toBeLessThan(again.length - 1)
  expect(again[at]?.json).not.toHaveProperty('replayed')

  await delivery.replay({subscriber: 'mail', from: 1, to: (numbers.at(-1) ?? 0) + 1, ...later})
  await delivery.once(0, never())
  expect(mail.mails.at(-1)?.text).toMatch(/Subject: \[Parrot\] again: /)
  expect(mail.mails).toHaveLength(3)
  expect(await delivery.replay({subscriber: 'hook', since: Date.now() + 1e6, ...later})).toMatchObject({
    events: 0,
  })
  expect(await delivery.replay({subscriber: 'none', from: 1, ...later})).toMatchObject({
    code: 'delivery_unknown',
  })
})

test('one that fails is tried again until it is taken, and put aside when it is refused for good', async () => {
  const clock = {now: Date.now(), limit: Date.now()}
  const answers = new Map<number, number[]>()
  const hook = await receiver(({json}) => answers.get(json.sequence)?.shift() ?? 200)
  const {delivery, journal, deps} = await deliveryHere(
    [{name: 'hook', events: 'BACKUP_*', webhook: {url: hook.url}}],
    {clock},
  )
  await delivery.list()
  const [first = 0, second = 0, third = 0] = await happen(journal, 3)
  await delivery.once(0, never())
  answers.set(first, [500, 200]).set(second, [422])
  await delivery.replay({subscriber: 'hook', from: first, ...later})
  await delivery.once(0, never())
  expect(await delivery.needed()).toMatchObject({position: first - 1, who: 'hook'})
  clock.now += 3_600_000
  await deliveryOf(deps).once(0, never())
  expect(hook.numbers().slice(3)).toEqual([first, first, second, third])
  expect(await delivery.dead()).toMatchObject([{sequence: second, attempts: 1}])
  expect((await delivery.needed())?.position).toBeGreaterThanOrEqual(third)
})

test('one that is taken out of the configuration is forgotten, on record; under the same name it begins anew', async () => {
  const hook = await receiver(() => 422)
  const subscriber = {name: 'hook', events: 'BACKUP_*', webhook: {url: hook.url}}
  const {journal, deps} = await deliveryHere([subscriber, {...subscriber, name: 'other'}])
  const {config} = deps.world()
  const withThose = (subscribers: Config['subscribers'], more: object = {}) =>
    deliveryOf({
      ...deps,
      world: () => ({...deps.world(), config: {...config, subscribers}, ...more}),
    })
  const both = withThose(config.subscribers)
  await both.list()
  await happen(journal, 2)
  await both.once(0, never())
  const retired = () => [...journal.read({types: ['SUBSCRIBER_RETIRED']})].map(({payload}) => payload)
  await withThose([], {problems: [{code: 'x', params: {}}]}).once(0, never())
  await deliveryOf({
    ...deps,
    around: {...deps.around, env: {PARROT_PROFILE: 'night'}},
    world: () => ({...deps.world(), config: {...config, subscribers: []}}),
  }).once(0, never())
  expect(retired()).toEqual([])

  await withThose([{...subscriber, name: 'other'}]).once(0, never())
  expect(retired()).toEqual([{subscriber: 'hook', position: expect.any(Number), dead: 2}])
  await withThose([]).once(0, never())
  expect(retired()).toMatchObject([{subscriber: 'hook'}, {subscriber: 'other', dead: 2}])
  expect(await both.dead()).toEqual([])
  await happen(journal, 3)
  const got = hook.got.length
  expect(await both.list()).toMatchObject([
    {name: 'hook', waiting: 0},
    {name: 'other', waiting: 0},
  ])
  const fresh = await happen(journal, 1)
  await both.once(0, never())
  expect(hook.numbers().slice(got)).toEqual([...fresh, ...fresh])
  expect(existsSync(storeFile(deps.paths))).toBe(true)
})

test('what a subscriber, or the rules of alerts, have not had yet is known to be needed', async () => {
  const hook = await receiver(() => 500)
  const {delivery, journal} = await deliveryHere([
    {name: 'hook', events: 'BACKUP_*', webhook: {url: hook.url}},
  ])
  expect(await delivery.needed()).toBeUndefined()
  await delivery.list()
  const [first = 0] = await happen(journal, 3)
  await delivery.once(0, never())
  expect(await delivery.needed()).toEqual({position: first - 1, who: 'hook'})
})

test('a lasting failure is on record when it begins and when it is over, with how many were put aside', async () => {
  let status = 422
  const hook = await receiver(() => status)
  const {delivery, journal} = await deliveryHere([
    {name: 'ill', events: 'BACKUP_*', webhook: {url: hook.url}},
  ])
  await delivery.list()
  const [first] = await happen(journal, 5)
  await delivery.once(0, never())
  await happen(journal, 2)
  await delivery.once(0, never())
  status = 200
  const [good] = await happen(journal, 2)
  await delivery.once(0, never())
  status = 422
  const [next] = await happen(journal, 1)
  await delivery.once(0, never())
  expect([...journal.read({types: ['DELIVERY_*']})]).toMatchObject([
    {event_type: 'DELIVERY_DEAD', payload: {subscriber: 'ill', sequence: first}},
    {event_type: 'DELIVERY_RECOVERED', payload: {subscriber: 'ill', sequence: good, dead: 7}},
    {event_type: 'DELIVERY_DEAD', payload: {sequence: next}},
  ])
})
