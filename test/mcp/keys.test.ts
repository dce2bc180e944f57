import {chmodSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {put} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {Client, resultOf, textOf} from './client.ts'
import {giveOperator, homeWith, readOnly} from './homes.ts'

const era = '2026-07-28'

type Key = {readonly id: string; readonly name: string; readonly key: string; readonly state: string}

function keyCommand(home: string, ...args: readonly string[]) {
  const {status, stdout} = parrot(home, ['key', ...args, '--json'])
  const {output, problems} = JSON.parse(stdout) as {output: Key; problems: {code: string}[]}
  return {status, output, codes: problems.map(({code}) => code)}
}

function newKey(home: string, ...args: readonly string[]): Key {
  const {status, output} = keyCommand(home, 'create', ...args)
  expect(status).toBe(0)
  return output
}

const withKey = (home: string, {key}: Key) => new Client(home, era, {PARROT_API_KEY: key}).open()

async function toolNames(client: Client): Promise<string[]> {
  const {result} = await client.request('tools/list')
  return (result as {tools: {name: string}[]}).tools.map(({name}) => name)
}

function refusalsIn(home: string): unknown[] {
  const {stdout} = parrot(home, ['events', 'list', '--type', 'KEY_REFUSED', '--json'])
  const lines = stdout.trim().split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as {payload: {reason: string}}).payload.reason)
}

describe('keys at the terminal', () => {
  test('are shown once and kept as a hash that is worth nothing without the pepper', () => {
    const home = emptyHome()
    const made = newKey(home, 'laptop', '--role', 'viewer', '--ttl', '30d')
    expect(made.key).toMatch(/^prk_/)
    const {stdout} = parrot(home, ['key', 'list'])
    expect(stdout).toMatch(/laptop +[0-9a-z]{10} +good .* viewer/)
    const kept = readFileSync(join(home, 'config/keys.json'), 'utf8')
    const journal = parrot(home, ['events', 'list', '--json']).stdout
    expect(journal).toContain('KEY_CREATED')
    for (const text of [stdout, kept, journal]) expect(text).not.toContain(made.key.slice(15, 58))
    expect(statSync(join(home, 'state/keys/peppers.json')).mode & 0o777).toBe(0o600)
    const text = parrot(home, ['key', 'create', 'other'])
    expect(text.stdout.split('\n')[0]).toMatch(/^prk_[0-9a-z]{10}_/)
  })

  test('have names, roles and times that make sense, or are not made', () => {
    const home = emptyHome()
    newKey(home, 'laptop')
    const codes = (...args: string[]) => keyCommand(home, ...args).codes
    expect(codes('create', 'laptop')).toEqual(['key_exists'])
    expect(codes('create', 'A b')).toEqual(['key_name'])
    expect(codes('create', 'x', '--role', 'nothing')).toEqual(['role_missing'])
    expect(codes('create', 'x', '--user', 'nobody')).toEqual(['user_missing'])
    for (const ttl of ['0d', 'soon', '99999999w', '-1d', '1y'])
      expect(codes('create', 'x', `--ttl=${ttl}`)).toEqual(['key_ttl'])
    expect(codes('revoke', 'nothing')).toEqual(['key_missing'])
    expect(keyCommand(home, 'revoke', 'laptop').output.state).toBe('revoked')
    expect(keyCommand(home, 'revoke', 'laptop').status).toBe(0)
    expect(codes('rotate', 'laptop')).toEqual(['key_over'])
    newKey(home, 'laptop')
  })

  test('are a person’s to give who may manage rights', () => {
    const home = emptyHome()
    newKey(home, 'laptop')
    giveOperator(home, ['viewer'])
    expect(keyCommand(home, 'create', 'more').status).toBe(77)
    expect(keyCommand(home, 'revoke', 'laptop').status).toBe(77)
  })

  test('are none any more where their file is not as Parrot wrote it', () => {
    const home = emptyHome()
    const {key} = newKey(home, 'laptop')
    const file = join(home, 'config/keys.json')
    const mcp = () => parrot(home, ['mcp'], {PARROT_API_KEY: key})
    expect(mcp().status).toBe(0)
    const kept = readFileSync(file, 'utf8')
    writeFileSync(file, kept.replace('"agent"', '7'))
    expect(mcp().status).toBe(77)
    expect(keyCommand(home, 'list').codes).toEqual(['keys_damaged'])
    writeFileSync(file, kept)
    chmodSync(file, 0o666)
    expect(mcp().status).toBe(77)
    chmodSync(file, 0o600)
    chmodSync(join(home, 'state/keys/peppers.json'), 0o644)
    expect(mcp().status).toBe(77)
  })
})

describe('an agent with a key', () => {
  test('is who the key says, with its roles', async () => {
    const home = emptyHome()
    const viewer = await withKey(home, newKey(home, 'looker', '--role', 'viewer'))
    const admin = await withKey(home, newKey(home, 'boss', '--role', 'admin'))
    expect(await toolNames(viewer)).not.toContain('user_add')
    expect(await toolNames(admin)).toEqual(expect.arrayContaining(['user_add', 'user_grant', 'hello']))
    const {structuredContent} = resultOf(await viewer.call('whoami'))
    expect(structuredContent).toMatchObject({roles: ['viewer']})
    expect(structuredContent?.['name']).toMatch(/\/looker$/)
    expect((await admin.call('key_create', {name: 'more'})).error?.message).toBe('Unknown tool: key_create')
    await Promise.all([viewer.leave(), admin.leave()])
  })

  test('has never more rights than its owner, whatever the key says', async () => {
    const home = emptyHome()
    const key = newKey(home, 'boss', '--role', 'admin')
    const before = await withKey(home, key)
    expect(await toolNames(before)).toContain('user_add')
    await before.leave()
    giveOperator(home, ['viewer'])
    const after = await withKey(home, key)
    expect(await toolNames(after)).not.toContain('user_add')
    const refused = resultOf(await after.call('user_add', {user: 'eve', roles: ['admin']}))
    expect(refused).toMatchObject({isError: true, _meta: {'parrot/outcome': 'denied'}})
    await after.leave()
  })

  test('is refused with one that is wrong, old, revoked or nobody’s, before it is served, and that is on record', () => {
    const home = emptyHome()
    const good = newKey(home, 'good')
    const rotated = newKey(home, 'rotated')
    const revoked = newKey(home, 'revoked')
    keyCommand(home, 'rotate', 'rotated')
    keyCommand(home, 'revoke', 'revoked')
    const keys = ['nonsense', `${good.key}x`, newKey(emptyHome(), 'elsewhere').key, rotated.key, revoked.key]
    for (const key of keys) {
      const {status, stdout, stderr} = parrot(home, ['mcp'], {PARROT_API_KEY: key})
      expect({status, stdout}).toEqual({status: 77, stdout: ''})
      expect(stderr).toContain('is not good here')
    }
    expect(parrot(home, ['mcp'], {PARROT_API_KEY: good.key})).toEqual({status: 0, stdout: '', stderr: ''})
    expect(refusalsIn(home)).toEqual(['no_key', 'no_key', 'unknown', 'unknown', 'revoked'])
  })

  test('may have it in a file that nobody else can read', async () => {
    const home = emptyHome()
    const file = join(home, 'agent.key')
    put(file, `${newKey(home, 'filed', '--role', 'viewer').key}\n`)
    const client = await new Client(home, era, {PARROT_API_KEY: 'nonsense'}, ['--key-file', file]).open()
    expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({roles: ['viewer']})
    await client.leave()
    chmodSync(file, 0o640)
    expect(parrot(home, ['mcp', '--key-file', file]).status).toBe(2)
    expect(parrot(home, ['mcp', '--key-file', join(home, 'nothing')]).status).toBe(2)
  })

  test('is out when the key’s time has come', async () => {
    const home = emptyHome()
    const client = await withKey(home, newKey(home, 'brief', '--ttl', '15s'))
    expect(resultOf(await client.call('whoami')).isError).toBeUndefined()
    expect(await client.exit()).toEqual({code: 77, signal: null})
    expect(client.stderr).toContain('has expired')
  })

  needs('bwrap', 'apt-get install bubblewrap')('in mid-call', () => {
    test('is out when the key is revoked: what runs is ended, with the calls that wait, and on record', async () => {
      const home = homeWith(readOnly('forever', 'echo started >&2; sleep 1000 & wait'))
      const key = newKey(home, 'laptop')
      const client = await withKey(home, key)
      const log = {_meta: {'io.modelcontextprotocol/logLevel': 'debug'}}
      for (let at = 0; at < 12; at++) client.ask('tools/call', {name: 'forever', arguments: {}, ...log})
      await expect
        .poll(() => client.heard.filter(({method}) => method === 'notifications/message').length, {
          timeout: 30_000,
        })
        .toBe(8)
      keyCommand(home, 'revoke', 'laptop')
      expect(await client.exit()).toEqual({code: 77, signal: null})
      const ends = parrot(home, [
        'events',
        'list',
        '--type',
        'CALL_FINISHED',
        '--plugin',
        'forever',
        '--json',
      ]).stdout
      expect(ends.match(/"outcome":"cancelled"/g)).toHaveLength(8)
      expect(parrot(home, ['audit', 'verify']).status).toBe(0)
    })
  })
})

test('without a key an agent is the role of that name, beside those who have one', async () => {
  const home = emptyHome()
  newKey(home, 'laptop')
  const client = await new Client(home, era).open()
  expect(textOf(await client.call('whoami'))).toContain('"name":"agent"')
  await client.leave()
})
