import {chmodSync, existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {draft, open, placeIn} from '../events/place.ts'
import {newHome, put} from '../home.ts'
import {atDoor} from './at-door.ts'

/** Whoever runs the tests; the folders of a test are theirs. */
const here = process.getuid?.() ?? -1

const users = {users: {bob: {roles: ['viewer'], uid: 1001}, eve: {roles: [], os: 'eve'}}}

test('whoami', async () => {
  const {status, out, err} = await atDoor(newHome(), ['whoami'])
  expect({status, err}).toEqual({status: 0, err: ''})
  expect(out).toMatch(/^\w+ \(uid \d+\), role admin\nmay:\n {2}\*\n$/)
})

test('whoami of somebody without a role', async () => {
  const around = newHome({'config/rbac_users.json': users})
  const {status, out} = await atDoor({...around, username: 'eve'}, ['whoami'])
  expect({status, out}).toEqual({status: 0, out: `eve (uid ${here}), no role\nmay:\n  nothing\n`})
})

test('can: the exit status is the answer', async () => {
  const around = newHome({
    'config/rbac_users.json': users,
    'config/rbac_roles.json': {roles: {viewer: {permissions: ['logs:read', '?a:b']}}},
  })
  const can = (...argv: string[]) => atDoor(around, ['can', ...argv])
  expect(await can('bob', 'logs:read')).toMatchObject({
    status: 0,
    out: expect.stringContaining('yes: logs:read, rule logs:read of role viewer'),
  })
  expect(await can('bob', 'a:b')).toMatchObject({
    status: 75,
    out: expect.stringContaining('only with approval: a:b, rule ?a:b of role viewer'),
  })
  expect(await can('bob', 'c:d')).toMatchObject({
    status: 77,
    out: expect.stringContaining('no: c:d, no rule matches\n→ '),
  })
  expect(await can('nobody', 'c:d')).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringContaining('"nobody"'),
  })
  expect(await can('bob')).toMatchObject({
    status: 2,
    err: 'Error: WHAT is missing.\n→ See how it is written: parrot can --help\n',
  })
  expect(await can('bob', 'hello', 'unit=a', 'b')).toMatchObject({
    status: 2,
    err: 'Error: "b" is not an input.\n→ Write it as name=value.\n',
  })
  expect(await can('bob', 'c:d', 'b')).toMatchObject({
    status: 2,
    err: expect.stringContaining('"b" is not an input'),
  })
  expect(await can('bob', 'hello', 'unit')).toMatchObject({
    status: 77,
    out: expect.stringContaining('plugin:run:hello_unit'),
  })
  expect(await can('bob', 'hello', 'unit=a=b')).toMatchObject({status: 77})
  const {status, out} = await can('bob', 'c:d', '--json')
  expect({status, output: (JSON.parse(out) as {output: object}).output}).toMatchObject({
    status: 77,
    output: {effect: 'deny', permission: 'c:d'},
  })
})

test('roles and users are listed, shown and edited', async () => {
  const around = newHome({'config/rbac_users.json': users})
  const ask = async (...argv: string[]) => (await atDoor(around, argv)).out
  expect(await ask('role', 'list')).toMatch(/^ROLE +USERS +PERMISSIONS\nadmin +- +\*\n/)
  expect(await ask('role', 'show', 'viewer')).toBe(
    'viewer: Read-only access\n  mcp:read\n  health:check\n  logs:read\nusers: bob\n',
  )
  expect(await ask('user', 'list')).toBe(
    'USER  UID   ACCOUNT  ROLES\nbob   1001  -        viewer\neve   -     eve      -\n',
  )
  expect(await ask('user', 'show', 'eve')).toBe('eve\n  roles: none\n  account: eve\n')
  expect(await ask('user', 'add', 'ci', '--role', 'viewer', '--role', 'cron', '--uid', '1002')).toBe(
    'ci\n  roles: viewer, cron\n  uid: 1002\n',
  )
  expect(await ask('user', 'grant', 'eve', 'operator')).toBe('eve\n  roles: operator\n  account: eve\n')
  expect(await ask('user', 'remove', 'bob')).toBe('bob is removed.\n')
  expect(await ask('user', 'list')).toMatch(/^USER.*\neve .*operator\nci .*viewer, cron\n$/)
})

test('where nobody and no key is named yet, it says how to', async () => {
  const around = newHome({})
  expect((await atDoor(around, ['user', 'list'])).out).toBe(
    'No user is named yet. To name one: parrot user add NAME --role ROLE\n',
  )
  expect((await atDoor(around, ['key', 'list'])).out).toBe(
    'There is no key yet. To make one: parrot key create NAME\n',
  )
})

test('a role that extends others says which', async () => {
  const roles = {
    roles: {
      base: {permissions: ['a:b'], description: 'the base'},
      more: {permissions: [], extends: ['base']},
    },
  }
  const around = newHome({'config/rbac_roles.json': roles})
  expect((await atDoor(around, ['role', 'show', 'more'])).out).toContain('extends: base')
  expect((await atDoor(around, ['role', 'show', 'base'])).out).toMatch(/^base: the base\n/)
})

const watched = {roles: {watcher: {permissions: ['plugin:see:health_check', '!health:check']}}}

test('who may not is refused by the host, with the rule, before anything is read', async () => {
  const around = newHome({
    'config/rbac_users.json': {users: {bob: {roles: ['watcher'], uid: here}}},
    'config/rbac_roles.json': watched,
  })
  const bob = {...around, username: 'bob'}
  const denied = await atDoor(bob, ['health_check', '--disk-treshold', 'nonsense'])
  expect(denied).toMatchObject({
    status: 77,
    out: '',
    err: expect.stringContaining('denies "health:check" by its rule "!health:check"'),
  })
  expect(denied.err).not.toMatch(/treshold|threshold|nonsense/)
  const {status, out} = await atDoor(bob, ['health_check', '--disk-treshold', 'nonsense', '--json'])
  expect({status, ...(JSON.parse(out) as object)}).toMatchObject({
    status: 77,
    outcome: 'denied',
    problems: [{code: 'denied_by_rule'}],
  })
  expect(out).not.toMatch(/treshold|threshold|nonsense/)

  const allowed = await atDoor(newHome(), ['health_check', '--disk-treshold', 'nonsense'])
  expect(allowed).toMatchObject({status: 2, err: expect.stringContaining('Did you mean --disk-threshold?')})
})

test('a plugin that somebody may not see is not there for them, not even as a suggestion', async () => {
  const around = newHome({
    'config/rbac_users.json': {users: {bob: {roles: ['watcher'], uid: here}}},
    'config/rbac_roles.json': watched,
  })
  const bob = {...around, username: 'bob'}
  const missing = await atDoor(bob, ['chekc_disk'])
  const invisible = await atDoor(bob, ['check_disk'])
  const hidden = (text: string) => text.replaceAll(/chekc_disk|check_disk/g, 'NAME')
  expect({...invisible, err: hidden(invisible.err)}).toEqual({...missing, err: hidden(missing.err)})
  expect(invisible).toMatchObject({status: 127, err: expect.stringContaining('There is no command')})
  expect((await atDoor(bob, ['--help'])).out).not.toContain('check_disk')
  expect(await atDoor(bob, ['check_disk', '--help'])).toMatchObject({status: 127, out: ''})
  expect(await atDoor(newHome(), ['chekc_disk'])).toMatchObject({
    err: expect.stringContaining('parrot check_disk'),
  })
})

test('plugins are listed, also what had to be left out', async () => {
  const around = newHome({'data/plugins/broken/manifest.json': '{"name": '})
  const {out} = await atDoor(around, ['plugin', 'list'])
  expect(out).toMatch(/^PLUGIN +VERSION +STATE +RISK +SIGNED +FROM +COMMANDS\n/)
  expect(out).toMatch(/\nhello +1\.0\.0 +enabled +low +shipped +shipped +hello\n/)
  expect(out).toMatch(/\nLeft out: .*broken\/manifest\.json/)
})

test('the list and the search for a command say in one line what was left out; an ordinary command does not', async () => {
  const around = newHome({'data/plugins/broken/manifest.json': '{"name": '})
  expect((await atDoor(around, ['--help'])).err).toMatch(/^Warning: .*broken\/manifest\.json[^\n]*\n$/)
  expect((await atDoor(around, ['brokn'])).err).toMatch(/\nWarning: .*broken\/manifest\.json[^\n]*\n$/)
  expect((await atDoor(around, ['whoami'])).err).toBe('')
})

test('several that were left out are one line together', async () => {
  const empty = {permissions: 5, entrypoint: 5}
  const around = newHome({
    'data/plugins/broken/manifest.json': empty,
  })
  const one = await atDoor(around, ['--help'])
  expect(one.err.match(/manifest\.json/g)).toHaveLength(1)
  put(join(around.home, 'data/plugins/odd/manifest.json'), empty)
  expect((await atDoor(around, ['--help'])).err).toBe(
    'Warning: 2 plugins were left out; see: parrot plugin list\n',
  )
  expect((await atDoor(around, ['plugin', 'list'])).out.match(/manifest\.json/g)?.length).toBeGreaterThan(2)
})

const manifest = {
  name: 'weather',
  version: '1.0.0',
  description: 'The weather',
  entrypoint: 'weather.sh',
  permissions: ['fs:read:/etc/hostname', 'net:connect:api.example.org'],
}

test('a plugin is enabled only when somebody agrees', async () => {
  const around = newHome({'data/plugins/weather/manifest.json': manifest})
  writeFileSync(join(around.home, 'data/plugins/weather/weather.sh'), '#!/bin/sh\necho sun\n', {mode: 0o755})
  const unasked = await atDoor(around, ['plugin', 'enable', 'weather'])
  expect(unasked.status).toBe(2)
  expect(unasked.err).toMatch(
    /^weather 1\.0\.0 .*\n.*risk high\nOnce approved it:\n.*\/etc\/hostname.*\n.*api\.example\.org.*\n.*\nError: Nothing was approved\.\n→ .*--accept [0-9a-f]{32}\n$/,
  )
  expect((await atDoor(around, ['plugin', 'list'])).out).toMatch(/weather +1\.0\.0 +not enabled/)

  const accept = /--accept (\w+)/.exec(unasked.err)?.[1] ?? ''
  const other = await atDoor(around, ['plugin', 'enable', 'weather', '--accept', 'f'.repeat(32)])
  expect(other).toMatchObject({
    status: 2,
    err: expect.stringContaining('something else than what was accepted'),
  })
  const agreed = await atDoor(around, ['plugin', 'enable', 'weather', '--accept', accept])
  expect(agreed).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^weather is enabled\. It:\n {2}may /),
  })
  expect((await atDoor(around, ['plugin', 'list'])).out).toMatch(/weather +1\.0\.0 +enabled/)
  expect(await atDoor(around, ['plugin', 'disable', 'weather'])).toMatchObject({
    status: 0,
    out: 'weather is disabled.\n',
  })
})

test('a plugin that is not there is not asked about', async () => {
  expect(await atDoor(newHome(), ['plugin', 'enable', 'nothing'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('"nothing"'),
  })
})

test('who may not enable is refused before being asked', async () => {
  const mine = {users: {bob: {roles: ['viewer'], uid: here}}}
  const around = newHome({'config/rbac_users.json': mine, 'data/plugins/weather/manifest.json': manifest})
  const {status, err} = await atDoor({...around, username: 'bob'}, ['plugin', 'enable', 'weather'])
  expect({refused: status === 77 || status === 127, asked: err.includes('Once approved')}).toEqual({
    refused: true,
    asked: false,
  })
})

test('events are listed by type, user and age, as text and as JSON lines', async () => {
  const around = newHome()
  await atDoor(around, ['user', 'add', 'bob', '--role', 'viewer'])
  await atDoor(around, ['nothing_there'])
  const list = async (...argv: string[]) => (await atDoor(around, ['events', 'list', ...argv])).out
  expect((await list()).split('\n')).toHaveLength(6)
  expect(await list('--type', 'CALL_FINISHED')).toMatch(
    /^ +\d+ \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ CALL_FINISHED user_add .*outcome=ok.*\n.*nothing_there.*outcome=unknown.*\n$/,
  )
  expect(await list('--since', '1h', '--limit', '1')).toMatch(/^ +5 /)
  expect(await list('--since', '2999-01-01')).toBe('')
  expect(await list('--who', 'nobody')).toBe('')
  const lines = (await list('--json', '--type', 'CALL_REQUESTED')).trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as {event_type: string}).event_type)).toEqual([
    'CALL_REQUESTED',
    'CALL_REQUESTED',
  ])
  for (const since of ['yesterday', '1y', '2026-13-45', '1e9s']) {
    expect(await atDoor(around, ['events', 'list', '--since', since])).toMatchObject({
      status: 2,
      err: expect.stringContaining(`"${since}" is not a time`),
    })
  }
})

test('doctor finds a journal whose file was damaged, and says what to do', async () => {
  const around = newHome()
  const place = placeIn(around.home)
  const journal = open(place)
  const many = Array.from({length: 500}, () => draft('ERROR_OCCURRED', {message: 'x'.repeat(200)}))
  await Promise.all(many.map((one) => journal.append(one)))
  journal.close()
  expect((await atDoor(around, ['doctor'])).out).toMatch(/✓ journal/)
  const bytes = readFileSync(place.file)
  bytes.fill(0x5a, 40 * 2048, 60 * 2048)
  writeFileSync(place.file, bytes)
  const {status, out} = await atDoor(around, ['doctor'])
  expect(status).toBe(3)
  expect(out).toMatch(/✗ journal: \S+journal\.db cannot be read as a journal: [^\n]+\n +→ .*restore a backup/)
})

test('the journal is verified, anchored and exported', async () => {
  const around = newHome()
  expect(await atDoor(around, ['audit', 'head'])).toMatchObject({status: 0, out: 'The journal is empty.\n'})
  await atDoor(around, ['user', 'add', 'bob', '--role', 'viewer'])
  const head = (await atDoor(around, ['audit', 'head'])).out.trim()
  expect(head).toMatch(/^3:[0-9a-f]{64}$/)
  const good = {status: 0, out: expect.stringContaining('✓ 3 events in one unbroken chain')}
  expect(await atDoor(around, ['audit', 'verify', '--expect-head', head])).toMatchObject(good)
  const other = `3:${'0'.repeat(64)}`
  expect(await atDoor(around, ['audit', 'verify', '--expect-head', other])).toMatchObject({
    status: 3,
    out: expect.stringMatching(/^✗ /),
  })

  const printed = (await atDoor(around, ['audit', 'export'])).out
  const file = join(around.home, 'journal.jsonl')
  expect(await atDoor(around, ['audit', 'export', '--output', file])).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^\d+ lines in /),
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8').split('\n').slice(0, 3)).toEqual(printed.split('\n').slice(0, 3))
})

test('an export overwrites nothing and follows no link', async () => {
  const around = newHome()
  const file = join(around.home, 'there.jsonl')
  put(file, 'mine')
  const {status, err} = await atDoor(around, ['audit', 'export', '--output', file])
  expect({status, err, kept: readFileSync(file, 'utf8')}).toMatchObject({
    status: 1,
    err: expect.stringContaining('it is there already'),
    kept: 'mine',
  })
  expect(existsSync(join(around.home, 'no'))).toBe(false)
})

test('doctor says what is, and what to do about it', async () => {
  const {out} = await atDoor(newHome(), ['doctor'])
  expect(out).toMatch(/^[✓!✗] node: Node \d+/m)
})

test('doctor says so where the host’s key is open to others', async () => {
  const around = newHome()
  await atDoor(around, ['events', 'list'])
  put(join(around.home, 'config/host.key'), {})
  chmodSync(join(around.home, 'config/host.key'), 0o644)
  const {status, out} = await atDoor(around, ['doctor'])
  expect(status).toBe(3)
  expect(out).toMatch(/✗ key: .*chmod 600/)
})

test('run without a plugin, a flag before the command, and an unknown word', async () => {
  const around = newHome()
  expect(await atDoor(around, ['run'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('PLUGIN is missing'),
  })
  expect(await atDoor(around, ['--json', 'whoami'])).toMatchObject({
    status: 2,
    out: expect.stringContaining('"code": "flag_first"'),
  })
  expect(await atDoor(around, ['whoamy'])).toMatchObject({
    status: 127,
    err: 'Error: There is no command "whoamy".\n→ Did you mean: parrot whoami\n',
  })
  expect(await atDoor(around, ['xyzzy'])).toMatchObject({
    status: 127,
    err: 'Error: There is no command "xyzzy".\n→ See what there is: parrot --help\n',
  })
  expect(await atDoor(around, ['plugin', 'enabel'])).toMatchObject({
    status: 127,
    err: expect.stringContaining('parrot plugin enable'),
  })
})

test("what is not a command never starts an operation of the host's by its name", async () => {
  const around = newHome()
  expect(await atDoor(around, ['run', 'whoami'])).toMatchObject({
    status: 127,
    out: '',
    err: expect.stringContaining('"run whoami"'),
  })
  expect(await atDoor(around, ['run', 'audit_head'])).toMatchObject({status: 127, out: ''})
  expect(await atDoor(around, ['\u001b[2Jwhoami'])).toMatchObject({status: 127, out: ''})
  expect(await atDoor(around, ['audit_head'])).toMatchObject({status: 0})
})

test('an account that is not there is said, and kept: it may be made later', async () => {
  const home = newHome()
  const add = (name: string, os: string) =>
    atDoor(home, ['user', 'add', name, '--role', 'viewer', '--os', os])
  expect(await add('somebody', 'nobody')).toMatchObject({status: 0, err: ''})
  expect(await add('bob', 'no_such_account')).toMatchObject({
    status: 0,
    err: 'Warning: There is no account "no_such_account" on this machine, so nobody is "bob" until there is one.\n→ If that is a slip: parrot user remove bob\n',
  })
})
