import {chmodSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Door, Principal} from '../../src/rbac/decision.ts'
import {newHome, put} from '../home.ts'
import {approvePlugin} from '../approve.ts'

type Home = ReturnType<typeof newHome>

/** A Parrot as it would be opened now; `as` asks as somebody else. */
async function opened(home: Home) {
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const signal = new AbortController().signal
  const ask = (
    tool: string,
    values: Record<string, unknown> = {},
    by: Principal = parrot.operator,
    door: Door = 'terminal',
  ) =>
    parrot.call({
      tool,
      by,
      door,
      input: async () => ({values}),
      dryRun: false,
      unsandboxed: false,
      signal,
      watch: {},
    })
  return {parrot, ask}
}

const viewer: Principal = {name: 'vera', roles: ['viewer'], evidence: 'uid 4242'}

describe('who', () => {
  test('the owner of the home is admin without any configuration', async () => {
    const {ask, parrot} = await opened(newHome())
    expect(await ask('whoami')).toMatchObject({outcome: 'ok', output: {roles: ['admin'], permissions: ['*']}})
    expect(parrot.operator.evidence).toBe(`uid ${process.getuid?.()}`)
  })

  test('somebody else is nobody', async () => {
    const home = newHome()
    await opened(home)
    const parrot = await openParrot({...home, uid: 54_321, username: 'mallory'})
    expect(parrot.operator).toMatchObject({name: 'mallory', roles: []})
  })
})

describe('can', () => {
  test.each([
    ['viewer', 'health_check', 'allow'],
    ['viewer', 'backup:execute', 'deny'],
    ['agent', 'backup:execute', 'ask'],
    ['agent', 'sys:root', 'deny'],
    ['admin', 'no_such_plugin', 'deny'],
  ])('%s %s: %s', async (who, what, effect) => {
    const {ask} = await opened(newHome())
    expect(await ask('can', {who, what})).toMatchObject({
      outcome: 'ok',
      output: {effect, cure: expect.stringMatching(/\w/)},
    })
  })

  test('an argument of a right is decided exactly', async () => {
    const {ask} = await opened(
      newHome({
        'config/rbac_roles.json': {roles: {jelly: {permissions: ['service:restart:jellyfin.service']}}},
      }),
    )
    const may = async (unit: string) =>
      (await ask('can', {who: 'jelly', what: `service:restart:${unit}`})).output
    expect(await may('jellyfin.service')).toMatchObject({effect: 'allow'})
    expect(await may('sshd.service')).toMatchObject({effect: 'deny'})
    expect(await ask('can', {who: 'jelly', what: 'service:restart:jellyfin.service;reboot'})).toMatchObject({
      outcome: 'invalid_input',
    })
  })

  test('everyone may ask about themselves, and about others only with rbac:read', async () => {
    const {ask} = await opened(newHome())
    expect((await ask('can', {who: 'vera', what: 'logs:read'}, viewer)).output).toMatchObject({
      effect: 'allow',
    })
    expect(await ask('can', {who: 'admin', what: 'logs:read'}, viewer)).toMatchObject({outcome: 'denied'})
    expect(await ask('can', {who: 'nobody_at_all', what: 'logs:read'})).toMatchObject({
      outcome: 'invalid_input',
    })
    expect(await ask('can', {who: 'admin', what: 'not a:permission!'})).toMatchObject({
      outcome: 'invalid_input',
    })
  })
})

describe('what one may not see', () => {
  test('is to can and to the doctor as if it were not there', async () => {
    const {ask, parrot} = await opened(newHome())
    expect(parrot.catalog.commands.has('hello')).toBe(true)
    const {output: hidden} = await ask('can', {who: 'vera', what: 'hello'}, viewer)
    const {output: missing} = await ask('can', {who: 'vera', what: 'nothere'}, viewer)
    expect(JSON.stringify(hidden).replaceAll('hello', 'X')).toBe(
      JSON.stringify(missing).replaceAll('nothere', 'X'),
    )
    const {plugins} = (await ask('plugin_list', {}, viewer)).output as {plugins: unknown[]}
    const [seen, all] = [plugins.length, parrot.catalog.plugins.size]
    expect(seen).toBeLessThan(all)
    const told = async (who?: Principal) => JSON.stringify((await ask('doctor', {}, who)).output)
    expect(await told(viewer)).toContain(`${seen} enabled of ${seen}`)
    expect(await told()).toContain(`${all} enabled of ${all}`)
  })
})

describe('roles', () => {
  test('are listed with who has them, and shown by name', async () => {
    const home = newHome({'config/rbac_users.json': {users: {ann: {roles: ['operator'], uid: 77_001}}}})
    const {ask} = await opened(home)
    expect(await ask('role_show', {role: 'operator'})).toMatchObject({
      output: {users: ['ann'], permissions: expect.arrayContaining(['logs:read'])},
    })
    expect((await ask('role_list')).output).toMatchObject({
      roles: expect.arrayContaining([expect.objectContaining({name: 'cron'})]),
    })
    expect(await ask('role_show', {role: 'king'})).toMatchObject({
      outcome: 'invalid_input',
      problems: [{code: 'role_missing'}],
    })
  })
})

describe('users', () => {
  test('are added, granted and removed; each change counts from the next start on', async () => {
    const home = newHome()
    const {ask} = await opened(home)
    expect(await ask('user_add', {user: 'ann', roles: ['viewer'], uid: 77_001})).toMatchObject({
      outcome: 'ok',
    })
    expect(await ask('user_grant', {user: 'ann', role: 'operator'})).toMatchObject({
      outcome: 'ok',
      output: {roles: ['viewer', 'operator']},
    })
    const next = await opened(home)
    expect((await next.ask('user_show', {user: 'ann'})).output).toMatchObject({
      uid: 77_001,
      roles: ['viewer', 'operator'],
    })
    expect((await next.ask('user_list')).output).toMatchObject({users: [{name: 'ann'}]})
    expect(await next.ask('user_remove', {user: 'ann'})).toMatchObject({outcome: 'ok'})
    expect(JSON.parse(readFileSync(join(home.home, 'config/rbac_users.json'), 'utf8'))).toEqual({users: {}})
  })

  test('an admin who goes is removed, also where the only other one is who owns the home and asks for it', async () => {
    const {ask, parrot} = await opened(newHome())
    expect(await ask('user_add', {user: 'bob', roles: ['admin'], uid: 77_001})).toMatchObject({outcome: 'ok'})
    expect(await ask('user_remove', {user: 'bob'}, parrot.operator, 'mcp')).toMatchObject({
      problems: [{code: 'user_last_admin'}],
    })
    expect(await ask('user_remove', {user: 'bob'})).toMatchObject({outcome: 'ok'})
    expect(await ask('user_list')).toMatchObject({outcome: 'ok', output: {users: []}})
  })

  test('wrong ones are refused and change nothing', async () => {
    const {ask} = await opened(newHome())
    for (const values of [
      {user: '__proto__', roles: ['viewer']},
      {user: 'ann', roles: ['king']},
      {user: 'ann', roles: []},
      {user: 'a b', roles: ['viewer']},
    ]) {
      expect(await ask('user_add', values)).toMatchObject({outcome: 'invalid_input'})
    }
    expect(await ask('user_show', {user: 'ann'})).toMatchObject({outcome: 'invalid_input'})
    expect(await ask('user_remove', {user: 'ann'})).toMatchObject({outcome: 'invalid_input'})
  })

  test('a viewer can neither see nor change them, and it is on record', async () => {
    const {ask} = await opened(newHome())
    expect(await ask('user_list', {}, viewer)).toMatchObject({outcome: 'denied'})
    expect(await ask('user_add', {user: 'x', roles: ['admin']}, viewer)).toMatchObject({outcome: 'denied'})
    const {events} = (await ask('events_list', {who: 'vera'})).output as {
      events: Iterable<{payload: {tool: string; effect?: string}}>
    }
    const denied = [...events]
      .filter(({payload}) => payload.effect === 'deny')
      .map(({payload}) => payload.tool)
    expect(denied).toEqual(['user_list', 'user_add'])
  })

  test('ten at once all survive', async () => {
    const home = newHome()
    const all = await Promise.all(Array.from({length: 10}, () => opened(home)))
    await Promise.all(
      all.map(({ask}, n) => ask('user_add', {user: `u${n}`, roles: ['viewer'], uid: 70_000 + n})),
    )
    const {ask} = await opened(home)
    expect(((await ask('user_list')).output as {users: unknown[]}).users).toHaveLength(10)
  })
})

describe('plugins', () => {
  const manifest = {
    name: 'mine',
    version: '1.0.0',
    description: 'Mine',
    entrypoint: 'mine.sh',
    permissions: ['fs:read:/var/log'],
  }
  const withPlugin = () => {
    const home = newHome({
      'data/plugins/mine/manifest.json': manifest,
      'data/plugins/mine/mine.sh': '#!/bin/sh\necho mine\n',
    })
    chmodSync(join(home.home, 'data/plugins/mine/mine.sh'), 0o700)
    return home
  }

  test('a folder is not enabled until somebody enables it, and says in words what that allows', async () => {
    const home = withPlugin()
    const {ask, parrot} = await opened(home)
    expect(parrot.catalog.plugins.get('mine')?.state).toBe('not_enabled')
    expect(await ask('mine')).toMatchObject({outcome: 'unknown'})
    expect(await ask('plugin_enable', {name: 'mine'})).toMatchObject({problems: [{code: 'not_approved'}]})
    expect(await approvePlugin(home, 'mine')).toMatchObject({
      outcome: 'ok',
      output: {words: expect.arrayContaining([expect.stringContaining('/var/log')])},
    })
    expect((await opened(home)).parrot.catalog.plugins.get('mine')?.state).toBe('enabled')
  })

  test('one changed byte and it is tampered with, until it is enabled again', async () => {
    const home = withPlugin()
    await approvePlugin(home, 'mine')
    put(join(home.home, 'data/plugins/mine/mine.sh'), '#!/bin/sh\necho evil\n')
    const {ask} = await opened(home)
    expect(await ask('mine')).toMatchObject({outcome: 'tampered'})
    put(join(home.home, 'data/plugins/mine/mine.sh'), '#!/bin/sh\necho mine\n')
    const back = await opened(home)
    expect(back.parrot.catalog.plugins.get('mine')?.state).toBe('modified')
    expect(await back.ask('mine')).toMatchObject({outcome: 'tampered'})
    expect(await back.ask('plugin_enable', {name: 'mine'})).toMatchObject({
      problems: [{code: 'not_approved'}],
    })
    const {events} = (await back.ask('events_list', {types: ['PLUGIN_TAMPERED']})).output as {
      events: Iterable<unknown>
    }
    expect([...events]).toMatchObject([{payload: {plugin: 'mine'}}])
    await approvePlugin(home, 'mine')
    expect((await (await opened(home)).ask('mine')).outcome).not.toBe('tampered')
  })

  test('a configured path that changed after it was approved is not given', async () => {
    const home = newHome({
      'config/config.json': {plugins: {mine: {LOGS: '/var/log'}}},
      'data/plugins/mine/manifest.json': {
        ...manifest,
        permissions: ['fs:read:$CONFIG.LOGS'],
        config: {LOGS: {type: 'path'}},
      },
      'data/plugins/mine/mine.sh': '#!/bin/sh\nls /var/log /etc/ssl\n',
    })
    chmodSync(join(home.home, 'data/plugins/mine/mine.sh'), 0o700)
    await approvePlugin(home, 'mine')
    put(join(home.home, 'config/config.json'), {plugins: {mine: {LOGS: '/var/log/apt'}}})
    expect((await (await opened(home)).ask('mine')).outcome).not.toBe('tampered')
    put(join(home.home, 'config/config.json'), {plugins: {mine: {LOGS: '/etc/ssl'}}})
    expect(await (await opened(home)).ask('mine')).toMatchObject({
      outcome: 'needs_approval',
      problems: [{code: 'consent_widened'}],
    })
  })

  test('a disabled one is not there, shipped ones too', async () => {
    const home = newHome()
    expect(await (await opened(home)).ask('plugin_disable', {name: 'hello'})).toMatchObject({outcome: 'ok'})
    const {ask, parrot} = await opened(home)
    expect(parrot.catalog.plugins.get('hello')?.state).toBe('disabled')
    expect(await ask('hello')).toMatchObject({outcome: 'unknown'})
  })

  test('only who may approve can change them; others see what they may run', async () => {
    const {ask} = await opened(withPlugin())
    expect(await ask('plugin_approve', {name: 'mine', accept: ''}, viewer)).toMatchObject({outcome: 'denied'})
    const {plugins} = (await ask('plugin_list', {}, viewer)).output as {plugins: {name: string}[]}
    expect(plugins.map(({name}) => name)).toEqual(['check_disk', 'clean_cache', 'health_check'])
  })
})

describe('a broken configuration', () => {
  test('lets nothing run, says where it is broken, and leaves the doctor', async () => {
    const {ask, parrot} = await opened(newHome({'config/rbac_roles.json': '{"roles": {"a"'}))
    expect(parrot.operator.roles).toEqual(['admin'])
    const result = await ask('hello')
    expect(result).toMatchObject({outcome: 'broken', problems: [{code: 'config_syntax', params: {line: 1}}]})
    expect(await ask('doctor')).toMatchObject({outcome: 'findings'})
  })

  test('a role cycle names the roles', async () => {
    const roles = {roles: {a: {permissions: [], extends: 'b'}, b: {permissions: [], extends: 'a'}}}
    const {ask} = await opened(newHome({'config/rbac_roles.json': roles}))
    const {outcome, problems} = await ask('hello')
    expect(outcome).toBe('broken')
    expect(JSON.stringify(problems)).toMatch(/a → b → a|b → a → b/)
  })
})

describe('audit', () => {
  test('verifies, knows its head, and exports what verifies without it', async () => {
    const {ask} = await opened(newHome())
    await ask('user_add', {user: 'ann', roles: ['viewer'], uid: 77_001})
    expect(await ask('audit_verify')).toMatchObject({outcome: 'ok', output: {ok: true, events: 3}})
    const {sequence, hash} = (await ask('audit_head')).output as {sequence: number; hash: string}
    expect(await ask('audit_verify', {expectHead: `${sequence}:${hash}`})).toMatchObject({outcome: 'ok'})
    expect(await ask('audit_verify', {expectHead: `${sequence + 1}:${hash}`})).toMatchObject({
      outcome: 'findings',
    })
    expect(await ask('audit_verify', {expectHead: 'nonsense'})).toMatchObject({outcome: 'invalid_input'})
    const {lines} = (await ask('audit_export')).output as {lines: Iterable<string>}
    // The head stands at the end, and before it that the journal was not what was expected.
    const [trouble, head] = [...lines].slice(sequence).map((line) => JSON.parse(line) as object)
    expect(trouble).toMatchObject({event_type: 'JOURNAL_TROUBLE'})
    expect(head).toHaveProperty('head')
  })
})
