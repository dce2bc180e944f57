import {existsSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {subscribersOf} from '../../src/delivery/subscribers.ts'
import {draft} from '../events/place.ts'
import {newHome} from '../home.ts'
import {deliveryHere, happen, never} from './here.ts'
import {mailServer} from './receiver.ts'

const finished = draft('CALL_FINISHED', {
  call: 'c7',
  tool: 'backup_create',
  who: 'entry nightly',
  door: 'clock',
  outcome: 'timed_out',
  problems: [{code: 'plugin_timed_out', tool: 'backup_create', limit: '60 s'}],
})

test('an e-mail says which machine, what happened, in which call, and what to do next', async () => {
  const server = await mailServer()
  const {delivery, journal} = await deliveryHere(
    [{name: 'admin', events: 'error', email: {to: ['ops@example.com', 'root']}}],
    {notify: {smtp: server.url, emailPrefix: '[Pi 4]', from: 'pi@example.com'}},
  )
  await delivery.list()
  await journal.append(finished)
  await journal.append(draft('CALL_FINISHED', {call: 'c8', tool: 'hello', outcome: 'ok'}))
  expect(await delivery.once(0, never())).toMatchObject({delivered: 1, failed: 0})
  const [mail, ...more] = server.mails
  expect(more).toEqual([])
  expect(mail?.to).toEqual(['ops@example.com', 'root@localhost'])
  const text = mail?.text.replaceAll('\r\n', '\n').replaceAll(/=\n/g, '') ?? ''
  expect(text).toMatch(/^Subject: \[Pi 4\] backup_create on \S+: timed_out$/m)
  expect(text).toMatch(/^From: .*<pi@example.com>$/m)
  expect(text).toMatch(/^Auto-Submitted: auto-generated$/m)
  expect(text).toContain('\nmachine     ')
  expect(text).toContain('\noutcome     timed_out: it ran longer than its limit and was stopped')
  expect(text).toContain('\nasked by    entry nightly')
  expect(text).toContain('60 s')
  expect(text).toContain('parrot events list --correlation c7')
})

test('of a check that fails PARROT_ALERT_EMAIL gets one e-mail, and one when it is over', async () => {
  const server = await mailServer()
  const {delivery, journal} = await deliveryHere([], {
    notify: {smtp: server.url, alertEmail: 'ops@example.com', emailPrefix: '[Parrot]'},
  })
  await delivery.list()
  const check = (outcome: string, more = {}) =>
    journal.append(draft('HEALTH_CHECK_COMPLETED', {call: 'c1', tool: 'health_check', outcome, ...more}))
  await check('findings', {summary: 'disk / is 91 % full'})
  await check('findings', {summary: 'disk / is 91 % full'})
  await delivery.once(0, never())
  await check('ok')
  await delivery.once(0, never())
  await delivery.once(0, never())
  const texts = server.mails.map(({text}) => text.replaceAll('\r\n', '\n').replaceAll(/=\n/g, ''))
  expect(texts).toHaveLength(2)
  const [firing = '', over = ''] = texts
  expect(firing).toMatch(/^Subject: \[Parrot\] health_findings on \S+$/m)
  expect(firing).toContain('disk / is 91 % full')
  expect(firing).toMatch(/^severity {4}\w+$/m)
  expect(firing).toMatch(/parrot health_check/)
  expect(over).toMatch(/^Subject: \[Parrot\] over: health_findings on \S+$/m)
  expect(over).toContain('It is over')
})

test('a server that refuses an address for good: put aside at once; the next is told', async () => {
  const server = await mailServer({
    onRcptTo: ({address}, _, done) =>
      address.startsWith('gone')
        ? done(Object.assign(new Error('no such user'), {responseCode: 550}))
        : done(),
  })
  const {delivery, journal} = await deliveryHere(
    [
      {name: 'gone', events: 'BACKUP_*', email: {to: 'gone@example.com'}},
      {name: 'here', events: 'BACKUP_*', email: {to: ['here@example.com']}},
    ],
    {notify: {smtp: server.url}},
  )
  await delivery.list()
  await happen(journal, 2)
  expect(await delivery.once(0, never())).toEqual({busy: false, delivered: 2, failed: 2, dead: 2})
  expect(await delivery.dead()).toMatchObject([
    {subscriber: 'gone', error: expect.stringContaining('550')},
    {subscriber: 'gone'},
  ])
})

test('who is told together with one that is refused is told again, until nobody is left out', async () => {
  let ill = true
  const server = await mailServer({
    onRcptTo: ({address}, _, done) =>
      ill && address.startsWith('bob')
        ? done(Object.assign(new Error('greylisted'), {responseCode: 450}))
        : done(),
  })
  const {delivery, journal} = await deliveryHere(
    [{name: 'both', events: 'BACKUP_*', email: {to: ['amy@example.com', 'bob@example.com']}}],
    {notify: {smtp: server.url}},
  )
  await delivery.list()
  await happen(journal, 1)
  expect(await delivery.once(0, never())).toMatchObject({delivered: 0, failed: 1, dead: 0})
  ill = false
  expect(await delivery.once(30_000, never())).toMatchObject({delivered: 1})
  expect(server.mails.at(-1)?.to).toEqual(['amy@example.com', 'bob@example.com'])
})

test('an address that cannot be used counts as a failure like any other, and ends', async () => {
  const around = {...newHome(), env: {ODD: 'smtp://alice:p%ssw0rd@[::1'}}
  const {delivery, journal} = await deliveryHere(
    [{name: 'odd', events: 'BACKUP_*', maxAgeMs: 1, email: {to: 'a@example.com', smtp: {env: 'ODD'}}}],
    {around},
  )
  await delivery.list()
  await happen(journal, 1)
  expect(await delivery.once(30_000, never())).toMatchObject({delivered: 0, failed: 2, dead: 1})
})

test.each([
  ['a program to run', (_: string, told: string) => `smtp:x?sendmail=true&path=${told}`],
  ['a program beside a server', (url: string, told: string) => `${url}/?sendmail=true&path=${told}`],
  ['another server', (url: string) => `smtp://127.0.0.1:9/?port=${new URL(url).port}&host=127.0.0.1`],
  ['no host', () => 'smtp://:25'],
  ['no mail server', (url: string) => url.replace('smtp:', 'tcp:')],
])('an address from a place of a secret says no more than which server: %s', async (_, addressOf) => {
  const server = await mailServer()
  const around = newHome()
  const told = join(around.home, 'told.sh')
  writeFileSync(told, `#!/bin/sh\ncat > ${around.home}/ran\n`, {mode: 0o755})
  const env = {ODD: addressOf(server.url, told)}
  const {delivery, journal} = await deliveryHere(
    [{name: 'odd', events: 'BACKUP_*', email: {to: 'a@example.com', smtp: {env: 'ODD'}}}],
    {around: {...around, env}},
  )
  await delivery.list()
  await happen(journal, 1)
  await delivery.once(0, never())
  expect(await delivery.list()).toMatchObject([
    {failures: 1, lastError: expect.stringContaining('not of the form smtp://host:port')},
  ])
  expect(existsSync(join(around.home, 'ran'))).toBe(false)
  expect(server.mails).toEqual([])
})

test('a server that is busy, hangs, drops the line or is not there is tried again until it takes it, once', async () => {
  const clock = {now: Date.now(), limit: Number.POSITIVE_INFINITY}
  let ill = true
  const busy = await mailServer({
    onMailFrom: (_, __, done) =>
      ill ? done(Object.assign(new Error('try later'), {responseCode: 451})) : done(),
  })
  const silent = await silentServer(false)
  const dropping = await silentServer(true)
  const away = await mailServer()
  await away.close()
  const mailTo = (name: string, smtp: string) => ({
    name,
    events: 'BACKUP_*',
    email: {to: 'a@example.com', smtp},
  })
  const {delivery, journal} = await deliveryHere(
    [
      mailTo('busy', busy.url),
      mailTo('silent', silent),
      mailTo('dropping', dropping),
      mailTo('away', away.url),
    ],
    {notify: {attemptMs: 3000}, clock},
  )
  await delivery.list()
  await happen(journal, 1)
  clock.limit = clock.now
  await delivery.once(0, never())
  const rows = await delivery.list()
  expect(rows.map(({name, waiting, dead}) => ({name, waiting, dead}))).toEqual(
    ['busy', 'silent', 'dropping', 'away'].map((name) => ({name, waiting: 1, dead: 0})),
  )
  for (const {failures, lastError} of rows) expect([failures, lastError]).toEqual([1, expect.any(String)])
  expect(rows[0]?.lastError).toContain('451')
  ill = false
  clock.limit = clock.now + 3_000
  await delivery.once(3_000, never())
  expect(busy.mails).toHaveLength(1)
  expect(await delivery.list()).toMatchObject([
    {waiting: 0, failures: 0},
    {waiting: 1},
    {waiting: 1},
    {waiting: 1},
  ])
})

test('a password of the server is read from its place and shown nowhere', async () => {
  const server = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({password}, _, done) =>
      password === 'hunter22' ? done(null, {user: 'pi'}) : done(new Error('wrong password hunter21')),
  })
  const address = (password: string) => server.url.replace('//', `//pi:${password}@`)
  const around = {...newHome(), env: {RIGHT: address('hunter22'), WRONG: address('hunter21')}}
  const {delivery, journal} = await deliveryHere(
    [
      {name: 'right', events: 'BACKUP_*', email: {to: 'a@example.com', smtp: {env: 'RIGHT'}}},
      {name: 'wrong', events: 'BACKUP_*', email: {to: 'a@example.com', smtp: {env: 'WRONG'}}},
    ],
    {around},
  )
  await delivery.list()
  await happen(journal, 1)
  await delivery.once(0, never())
  expect(server.mails).toHaveLength(1)
  const rows = await delivery.list()
  expect(rows).toMatchObject([{failures: 0}, {failures: 1, lastError: expect.stringContaining('EAUTH')}])
  expect(JSON.stringify(rows)).not.toContain('hunter2')
})

test("the seeds' three variables are all that is needed", async () => {
  const around = newHome()
  const env = {
    ...around.env,
    PARROT_ALERT_EMAIL: 'ops@example.com',
    PARROT_NOTIFY_EMAIL: 'me@example.com, you@example.com',
    PARROT_EMAIL_PREFIX: '[Garage]',
  }
  const loaded = await loadConfig({...around, env}, pathsFor(around))
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  expect(loaded.config.notify.emailPrefix).toBe('[Garage]')
  expect(subscribersOf(loaded.config)).toMatchObject([
    {
      name: 'alert-email',
      email: {to: ['ops@example.com']},
      events: ['ALERT_*', 'NOTIFY_FAILED', 'DELIVERY_DEAD', 'DELIVERY_RECOVERED'],
    },
    {name: 'notify-email', email: {to: ['me@example.com', 'you@example.com']}},
  ])
  const wrong = await loadConfig(
    {...around, env: {...env, PARROT_ALERT_EMAIL: 'a@b\nBcc: c@d'}},
    pathsFor(around),
  )
  expect(wrong).toMatchObject({problems: [{code: 'config_variable'}]})
})

/** Takes a connection and says nothing, or hangs up. */
async function silentServer(drops: boolean): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    if (drops) socket.destroy()
    onTestFinished(() => void socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}
