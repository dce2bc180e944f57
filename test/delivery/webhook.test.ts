import {createHmac} from 'node:crypto'
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, onTestFinished, test} from 'vitest'
import {pathsFor} from '../../src/config/paths.ts'
import {openHostJournal} from '../../src/host/journal.ts'
import {put} from '../home.ts'
import {deliveryHere, happen, never} from './here.ts'
import {receiver, type Got} from './receiver.ts'

const hour = 3_600_000

test('a receiver that answers 500 for an hour and then recovers gets every event once and in order; others wait for nothing', async () => {
  const clock = {now: Date.now(), limit: Date.now()}
  const up = clock.now + hour
  const accepted: number[] = []
  const ill = await receiver(({json}) => {
    if (clock.now < up) return 500
    accepted.push(json.sequence)
    return 200
  })
  const well = await receiver()
  const {delivery, journal} = await deliveryHere(
    [
      {name: 'ill', events: 'BACKUP_*', webhook: {url: ill.url}},
      {name: 'well', events: ['BACKUP_*', 'NOTIFY_FAILED'], webhook: {url: well.url}},
    ],
    {clock},
  )
  await delivery.list()
  const numbers = await happen(journal, 12)
  await happen(journal, 5, 'HEALTH_CHECK_COMPLETED')
  expect(await delivery.once(0, never())).toMatchObject({delivered: 12, failed: 1})
  expect(well.numbers()).toEqual(numbers)
  expect(await delivery.list()).toMatchObject([
    {name: 'ill', waiting: 12, failures: 1, lastError: expect.stringContaining('answered 500'), dead: 0},
    {name: 'well', waiting: 0, failures: 0, lastSuccess: expect.any(String)},
  ])

  clock.limit = Number.POSITIVE_INFINITY
  await delivery.once(2 * hour, never())
  expect(accepted).toEqual(numbers)
  expect(clock.now).toBeGreaterThan(up)
  expect(await delivery.list()).toMatchObject([{waiting: 0, failures: 0, lastError: null, dead: 0}, {}])
  const outages = [...journal.read({types: ['NOTIFY_FAILED', 'DELIVERY_DEAD']})]
  expect(outages).toMatchObject([{payload: {subscriber: 'ill', attempts: 3, sequence: numbers[0]}}])
  expect(well.numbers()).toEqual([...numbers, outages[0]?.sequence])
  expect(ill.numbers().length).toBeLessThan(12 + 40)
})

test('what is too old is put aside, told to others, listed, and delivered after all when somebody asks', async () => {
  const clock = {now: Date.now(), limit: Number.POSITIVE_INFINITY}
  let status = 503
  const ill = await receiver(() => status)
  const {delivery, journal} = await deliveryHere(
    [{name: 'ill', events: ['BACKUP_*', 'DELIVERY_DEAD'], webhook: {url: ill.url}, maxAgeMs: hour}],
    {clock},
  )
  await delivery.list()
  const [first, second] = await happen(journal, 2)
  await delivery.once(3 * hour, never())
  expect(await delivery.dead()).toMatchObject([
    {id: 1, subscriber: 'ill', sequence: first, event_type: 'BACKUP_COMPLETED', queued: false},
    {id: 2, subscriber: 'ill', sequence: second},
  ])
  expect([...journal.read({types: ['DELIVERY_DEAD']})]).toMatchObject([
    {payload: {sequence: first, subscriber: 'ill', of: 'BACKUP_COMPLETED'}},
  ])
  expect(await delivery.list()).toMatchObject([{dead: 2, waiting: 0, failures: expect.any(Number)}])

  status = 200
  expect(await delivery.retry({subscriber: 'other'})).toBe(0)
  expect(await delivery.retry({subscriber: 'ill'})).toBe(2)
  const before = ill.got.length
  await delivery.once(0, never())
  expect(ill.numbers().slice(before)).toEqual([first, second])
  expect(await delivery.dead()).toEqual([])
  expect([...journal.read({types: ['DELIVERY_*']})]).toMatchObject([
    {event_type: 'DELIVERY_DEAD'},
    {event_type: 'DELIVERY_RECOVERED', payload: {subscriber: 'ill', dead: 2}},
  ])
})

test('it is signed, and a secret is in nothing that can be read', async () => {
  const secret = 'correct horse battery staple'
  const ill = await receiver(() => 422)
  const {delivery, journal, around} = await deliveryHere([
    {
      name: 'signed',
      events: 'info',
      webhook: {
        url: {file: '/nowhere'},
        secret: {env: 'HOOK_SECRET'},
        headers: {'x-token': {env: 'HOOK_SECRET'}, 'x-plain': 'yes'},
      },
    },
  ])
  const file = `${around.home}/hook-url`
  put(file, `${ill.url}?key=${secret.replaceAll(' ', '-')}\n`)
  const known = await deliveryHere(
    [
      {
        name: 'signed',
        events: 'BACKUP_COMPLETED',
        webhook: {
          url: {file},
          secret: {env: 'HOOK_SECRET'},
          headers: {'x-token': {env: 'HOOK_SECRET'}, 'x-plain': 'yes'},
        },
      },
    ],
    {around: {...around, env: {HOOK_SECRET: secret}}},
  )
  await known.delivery.list()
  await happen(known.journal, 1)
  await known.delivery.once(0, never())
  const {headers, body} = ill.got[0] as Got
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
  const right = createHmac('sha256', secret).update(signed).digest('base64')
  expect(headers).toMatchObject({'webhook-signature': `v1,${right}`, 'x-token': secret, 'x-plain': 'yes'})
  const seen = JSON.stringify([
    await known.delivery.list(),
    await known.delivery.dead(),
    [...known.journal.read({})],
  ])
  expect(seen).toContain('answered 422')
  expect(seen).not.toContain(secret)
  expect(seen).not.toContain('key=')
  await delivery.list()
  await happen(journal, 1)
  await delivery.once(0, never())
  expect(await delivery.list()).toMatchObject([{failures: 1, lastError: expect.stringContaining('/nowhere')}])
})

test('a redirect is not followed, and who does not answer is given up after a while', async () => {
  const elsewhere = await receiver()
  const redirecting = await receiver((_, response) => {
    response.writeHead(307, {location: elsewhere.url}).end()
    return undefined
  })
  const silent = await receiver(() => undefined)
  const clock = {now: Date.now(), limit: 0}
  const {delivery, journal} = await deliveryHere(
    [
      {name: 'moved', events: 'BACKUP_*', webhook: {url: redirecting.url}},
      {name: 'silent', events: 'BACKUP_*', webhook: {url: silent.url}},
    ],
    {notify: {attemptMs: 2000}, clock},
  )
  await delivery.list()
  await happen(journal, 1)
  await delivery.once(0, never())
  expect([redirecting.got.length, silent.got.length, elsewhere.got.length]).toEqual([1, 1, 0])
  expect(await delivery.list()).toMatchObject([
    {lastError: expect.stringContaining('307')},
    {lastError: expect.stringContaining('no answer in time')},
  ])
})

test('who is slow keeps neither a call nor others waiting, and events are told as they come', async () => {
  const {promise: released, resolve: release} = Promise.withResolvers<void>()
  const slow = await receiver(async () => {
    await released
    return 200
  })
  const quick = await receiver()
  const {delivery, journal} = await deliveryHere(
    [
      {name: 'slow', events: 'BACKUP_*', webhook: {url: slow.url}},
      {name: 'quick', events: 'BACKUP_*', webhook: {url: quick.url}},
    ],
    {notify: {attemptMs: 60_000}},
  )
  const over = new AbortController()
  await delivery.list()
  const running = delivery.forever(over.signal)
  const numbers = await happen(journal, 20)
  await expect.poll(quick.numbers, {timeout: 20_000}).toEqual(numbers)
  expect(slow.numbers()).toEqual(numbers.slice(0, 1))
  const more = await happen(journal, 1)
  await expect.poll(quick.numbers, {timeout: 20_000}).toEqual([...numbers, ...more])
  release()
  await expect.poll(slow.numbers, {timeout: 20_000}).toEqual([...numbers, ...more])
  await delay(20)
  over.abort()
  await running
  expect(await delivery.once(0, never())).toEqual({busy: false, delivered: 0, failed: 0, dead: 0})
})

test('one process delivers at a time, and whoever comes next goes on where it stopped', async () => {
  const hook = await receiver()
  const {delivery, journal, deps} = await deliveryHere([
    {name: 'hook', events: 'BACKUP_*', webhook: {url: hook.url}},
  ])
  const over = new AbortController()
  await delivery.list()
  const running = delivery.forever(over.signal)
  const first = await happen(journal, 3)
  await expect.poll(hook.numbers).toEqual(first)
  expect(await delivery.once(0, never())).toMatchObject({busy: true, delivered: 0})
  over.abort()
  await running
  const second = await happen(journal, 3)
  const {deliveryOf} = await import('../../src/delivery/delivery.ts')
  expect(await deliveryOf(deps).once(0, never())).toMatchObject({busy: false, delivered: 3})
  expect(hook.numbers()).toEqual([...first, ...second])
})

test('a journal that begins anew, or goes back, is told from its beginning: never silence', async () => {
  const hook = await receiver()
  const {delivery, journal, deps, around} = await deliveryHere([
    {name: 'hook', events: 'BACKUP_*', webhook: {url: hook.url}},
  ])
  await delivery.list()
  const told = await happen(journal, 5)
  await delivery.once(0, never())
  expect(hook.numbers()).toEqual(told)
  journal.close()
  for (const end of ['', '-wal', '-shm']) rmSync(join(around.home, `state/journal.db${end}`), {force: true})
  const other = await openHostJournal(pathsFor(around), deps.world().config, around.uid, [])
  onTestFinished(() => other.close())
  const anew = await happen(other, 2)
  const {deliveryOf} = await import('../../src/delivery/delivery.ts')
  await deliveryOf({...deps, journal: async () => other, record: (event) => other.append(event)}).once(
    0,
    never(),
  )
  expect(hook.numbers().slice(told.length)).toEqual(anew)
})
