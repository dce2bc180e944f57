import {expect, test} from 'vitest'
import {recommended} from '../../src/host/cron/recommended.ts'
import type {World} from '../../src/host/world.ts'
import {defaults} from '../../src/config/config.ts'
import type {AlertConfig} from '../../src/config/alert-config.ts'
import {eventsOf} from '../host/install/at-home.ts'
import {oldBecause} from '../../src/alerts/old.ts'
import type {AlertState} from '../../src/alerts/state.ts'
import {newHome} from '../home.ts'
import {atDoor, paper} from './at-door.ts'

const here = process.getuid?.() ?? -1

test('every rule is listed, also before anything was evaluated, within 80 columns', async () => {
  const {status, out, err} = await atDoor(newHome(), ['alert', 'list'])
  expect({status, err}).toEqual({status: 0, err: ''})
  expect(out).toMatch(/^RULE +STATE +SINCE +SAID AGAIN\nbackup_failed +unknown +- +-\n/)
  expect(out.trimEnd().split('\n')).toHaveLength(13)
  expect(out).toMatch(/\n\n! No rule was looked at yet\. Now: parrot alert check\n$/)
  expect(Math.max(...out.split('\n').map(({length}) => length))).toBeLessThanOrEqual(80)
})

test('the list says when it was looked, and that it is old once something came that a rule looks at', async () => {
  const home = newHome()
  const checked = async () => (await atDoor(home, ['alert', 'list'])).out.split('\n\n')[1]
  const json = async () =>
    (
      JSON.parse((await atDoor(home, ['alert', 'list', '--json'])).out) as {
        output: {checked: string; old: string}
      }
    ).output
  await atDoor(home, ['alert', 'check'])
  expect(await checked()).toMatch(/^As it was when the rules were last looked at: 20\S+ \d\d:\d\d\.\n$/)
  await atDoor(home, ['whoami'])
  expect((await json()).old).toBeNull()
  await atDoor(home, ['health_check', '--only', 'disk', '--disk-threshold', '1'])
  expect(await checked()).toMatch(
    /:\d\d\.\n! Since then came what rules look at\. To look now: parrot alert check\n$/,
  )
  const {checked: before} = await json()
  expect(Date.parse(before)).toBeLessThanOrEqual(Date.now())
  await atDoor(home, ['alert', 'check'])
  expect((await json()).old).toBeNull()
})

test('a health check of some things only does not end what one of all found', async () => {
  const home = newHome()
  const state = async (...argv: string[]) => {
    await atDoor(home, ['health_check', ...argv])
    await atDoor(home, ['alert', 'check'])
    const {out} = await atDoor(home, ['alert', 'list'])
    return /^health_findings(?: \(.*?\))? +(\w+)/m.exec(out)?.[1]
  }
  const usual = ['--disk-threshold', '1']
  expect(await state(...usual)).toBe('firing')
  expect(await state('--only', 'load', '--load-threshold', '100')).toBe('firing')
  expect(await state('--skip', 'disk,inodes', '--load-threshold', '100')).toBe('firing')
  expect(await state('--only', 'disk', ...usual)).toBe('firing')
})

test('a list that time alone makes old says so', () => {
  const rules = {no_backup: {within: {operation: 'backup_create', time: '26h'}}}
  const state = {position: {sequence: 0}, clock: {last: 0}, alerts: {}} as unknown as AlertState
  const why = (given: Partial<AlertConfig>, now: number, kept?: AlertState) =>
    oldBecause({...defaults.alerts, ...given}, kept, {read: () => []}, now)
  const minute = 60_000
  expect([why({}, 0), why({}, 60 * minute, state)]).toEqual(['never', null])
  expect([10, 20].map((minutes) => why({rules}, minutes * minute, state))).toEqual([null, 'time'])
  const firing = {...state, alerts: {a: {state: 'firing'}}} as unknown as AlertState
  expect(why({}, 20 * minute, firing)).toBe('time')
})

test('a test, a silence and its end are done by whoever may, and on record', async () => {
  const home = newHome()
  const ask = async (...argv: string[]) => atDoor(home, ['alert', ...argv])
  expect(await ask('test', 'backup_failed')).toMatchObject({
    status: 0,
    out: 'A test of backup_failed is on record.\n',
  })
  expect(await ask('silence', 'backup_failed', '--for', '2h', '--reason', 'new disk')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^backup_failed is silenced until 20\S+ \d\d:\d\d\.\n$/),
  })
  expect((await ask('list')).out).toMatch(/\n {2}silenced until \S+ \S+: new disk\n/)
  expect(await ask('unsilence', 'backup_failed')).toMatchObject({status: 0})
  expect(await ask('unsilence', 'backup_failed')).toMatchObject({
    status: 0,
    err: expect.stringContaining('not silenced'),
  })
  expect(await ask('check')).toMatchObject({status: 0, out: '✓ nothing fires\n'})
  const events = await eventsOf(home, ['ALERT_FIRING', 'ALERT_SILENCED', 'ALERT_UNSILENCED'])
  expect(events).toMatchObject([
    {payload: {alert: 'backup_failed', test: true, severity: 'critical'}},
    {payload: {alert: 'backup_failed', reason: 'new disk'}},
    {payload: {alert: 'backup_failed'}},
  ])
})

test('what is asked for wrongly is said, and failures are JSON where JSON was asked for', async () => {
  const home = newHome()
  const ask = async (...argv: string[]) => atDoor(home, ['alert', ...argv])
  expect((await ask('test', 'backup_fail')).err).toContain('Did you mean backup_failed?')
  expect((await ask('test', 'zzzzzz')).err).toContain('There are: backup_failed, drill_findings, ')
  const late = await ask('silence', 'backup_failed', '--for', 'ages', '--reason', 'x', '--json')
  expect(late.status).toBe(2)
  expect(JSON.parse(late.out)).toMatchObject({outcome: 'invalid_input', problems: [{code: 'alert_span'}]})
  expect(await ask('silence', 'backup_failed', '--for', '2h')).toMatchObject({
    status: 2,
    err: expect.stringContaining('reason'),
  })
})

test('a rule that is not there is told before what else is missing, with those that are', async () => {
  const {status, err} = await atDoor(newHome(), ['alert', 'silence', 'backup_fail'])
  expect({status, err}).toEqual({
    status: 2,
    err: expect.stringMatching(
      /^Error: There is no rule "backup_fail"\.\n→ Did you mean backup_failed\? There are: /,
    ),
  })
})

test('on a screen what fires is told within its width; in a pipe a line is a line', async () => {
  const home = newHome()
  const reason = 'because the disks are moved from one rack to another, '.repeat(4)
  await atDoor(home, ['alert', 'silence', 'backup_failed', '--for', '2h', '--reason', reason])
  const widest = (out: string) => Math.max(...out.split('\n').map(({length}) => length))
  const {out} = await atDoor(home, ['alert', 'list'], {screen: paper(true), env: {NO_COLOR: '1'}})
  expect(out).toContain('  silenced until ')
  expect(widest(out)).toBeLessThanOrEqual(80)
  expect((await atDoor(home, ['alert', 'list'])).out).toContain(reason.trim())
})

test('what silence needs is shown as needed, and asked for by name where the rule is there', async () => {
  const home = newHome()
  const {out} = await atDoor(home, ['alert', 'silence', '--help'])
  expect(out).toMatch(/\$ parrot alert silence RULE --for <text> --reason <text>\s+\[--json\]/)
  expect(out).toMatch(/--for=<text> +\(required\) How long: .*\n +--reason=<text> +\(required\) Why/)
  const {status, err} = await atDoor(home, ['alert', 'silence', 'backup_failed'])
  expect({status, named: err.match(/--\w+ is missing/g)}).toEqual({
    status: 2,
    named: ['--for is missing', '--reason is missing'],
  })
})

test('a webhook that signs nothing is told where the configuration is looked at', async () => {
  const url = 'https://hooks.example/x'
  const config = (webhook: object) =>
    newHome({'config/config.json': {subscribers: [{name: 'chat', events: '*', webhook}]}})
  const bare = await atDoor(config({url}), ['config', 'check'])
  expect(bare.status).toBe(0)
  expect(bare.out + bare.err).toContain('The webhook of the subscriber "chat" has no secret')
  expect((await atDoor(config({url}), ['reload_config'])).err).toContain('"chat" has no secret')
  const signed = await atDoor(config({url, secret: {file: '/etc/hostname'}}), ['config', 'check'])
  expect(signed.out + signed.err).not.toContain('secret')
})

test('who may not, may not', async () => {
  const users = {users: {bob: {roles: ['viewer'], uid: here}}}
  const bob = {...newHome({'config/rbac_users.json': users}), username: 'bob'}
  for (const argv of [['list'], ['check'], ['test', 'backup_failed'], ['unsilence', 'backup_failed']])
    expect((await atDoor(bob, ['alert', ...argv])).status).toBe(77)
})

test.each([
  ['{}', 'one of on, within and value'],
  ['{on: {types: [ALERT_FIRING]}}', 'alerts.rules.mine.on.types'],
  ['{value: {operation: a, path: b, above: 1, clear: 2}}', 'clear has to be at most above'],
  ['{within: {operation: a, time: 1y}}', 'an age is wanted'],
  ['{within: {operation: a, time: 26h}, quiet: 25:00-07:00}', 'hours are wanted'],
  ['{within: {operation: a, time: 26h}, deadman: "file:///etc/passwd"}', 'http or https'],
])('a rule that means nothing is refused where it stands: %s', async (rule, said) => {
  const home = newHome({'config/config.yaml': `alerts:\n  rules:\n    mine: ${rule}\n`})
  const {status, out, err} = await atDoor(home, ['config', 'check'])
  expect(status).toBe(3)
  expect(out + err).toContain(said)
  expect(out + err).toMatch(/config\.yaml:3:/)
})

test('the address of a dead-man switch is as good as a password: it is not shown', async () => {
  const rule = {within: {operation: 'a', time: '26h'}, deadman: 'https://hc.example/ping/3f2a'}
  const home = newHome({'config/config.json': {alerts: {rules: {mine: rule}}}})
  for (const argv of [
    ['config', 'show'],
    ['config', 'get', 'alerts.rules'],
    ['config', 'diff'],
  ])
    expect((await atDoor(home, [...argv, '--json'])).out).not.toContain('3f2a')
})

test('rules with time in them have the schedule look', () => {
  const world = (alerts: Partial<AlertConfig>, plugins = {}) =>
    ({
      catalog: {commands: new Map(), plugins: new Map()},
      config: {...defaults, plugins, alerts: {...defaults.alerts, ...alerts}},
    }) as unknown as World
  const looks = (...given: Parameters<typeof world>) =>
    recommended(world(...given), 1000).wanted.map(({tool, at}) => [tool, at])
  const rules = {no_backup: {within: {operation: 'backup_create', time: '26h'}}}
  expect(looks({})).toEqual([])
  expect(looks({rules: {strange: {on: {types: ['KEY_REFUSED']}}}})).toEqual([])
  expect(looks({rules})).toEqual([['alert_check', '*/5 * * * *']])
  expect(looks({quiet: '22:00-07:00'})).toHaveLength(1)
  expect(looks({rules}, {setup_cron: {CRON_ALERT_CHECK: '*/15 * * * *'}})).toEqual([
    ['alert_check', '*/15 * * * *'],
  ])
  expect(looks({rules}, {setup_cron: {CRON_ALERT_CHECK: 'off'}})).toEqual([])
})
