import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeAll, describe, expect, test} from 'vitest'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const near: readonly (readonly [line: string, name: string])[] = [
  ['plugin enable helth', 'health_check'],
  ['plugin disable helo', 'hello'],
  ['plugin approve helo', 'hello'],
  ['plugin inspect backpu', 'backup'],
  ['plugin verify system_updat', 'system_update'],
  ['plugin uninstall helo', 'hello'],
  ['plugin rollback helo', 'hello'],
  ['plugin update helo', 'hello'],
  ['plugin config helo', 'hello'],
  ['plugin config hello get HELLO_MESAGE', 'HELLO_MESSAGE'],
  ['config get limits.rat', 'limits.rate'],
  ['clean_cache plan --only journl', 'journal'],
  ['plugin config backup set BACKUP_ENGINE restik', 'restic'],
  ['setup_cron add backup_craete', 'backup_create'],
  ['alert silence backup --for 2h --reason x', 'backup_failed'],
  ['alert test dril_findings', 'drill_findings'],
  ['role show viwer', 'viewer'],
  ['user add bob --role viewr', 'viewer'],
  ['user show ane', 'anne'],
  ['user grant ane viewer', 'anne'],
  ['user grant anne operater', 'operator'],
  ['user remove ane', 'anne'],
  ['key revoke claud', 'claude'],
  ['key create x --user ane', 'anne'],
  ['key create x --role agnet', 'agent'],
  ['can viwer health:check', 'viewer'],
  ['events test hok', 'hook'],
  ['events replay hok --from 1', 'hook'],
]

describe('a name that nothing has', () => {
  let home: string

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'parrot-near-'))
    write(home, 'config.json', {
      subscribers: [{name: 'hook', events: 'error', webhook: {url: 'http://127.0.0.1:1/'}}],
    })
    expect(parrot(home, ['user', 'add', 'anne', '--role', 'viewer', '--uid', '77001'])).toMatchObject({
      status: 0,
    })
    expect(parrot(home, ['key', 'create', 'claude'])).toMatchObject({status: 0})
    return () => rmSync(home, {recursive: true, force: true, maxRetries: 10})
  })

  test.each(near)('parrot %s: was %s meant?', (line, name) => {
    const {status, stderr} = parrot(home, line.split(' '))
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(new RegExp(`^→ Did you mean ${name}\\?`, 'm')),
    ])
  })

  test.each(['plugin enable zzzzz', 'key revoke zzzzz', 'user remove zzzzz', 'setup_cron remove zzzzz'])(
    'parrot %s: nothing is near',
    (line) => {
      const {status, stderr} = parrot(home, line.split(' '))
      expect([status, stderr]).toEqual([2, expect.not.stringContaining('mean')])
    },
  )
})

test('a plugin that they may not know of is not what they meant', () => {
  const home = emptyHome()
  enabledPlugin(home, {name: 'safe_box', permissions: ['box:open']})
  const asked = () => parrot(home, ['plugin', 'inspect', 'saef_box']).stderr
  expect(asked()).toContain('Did you mean safe_box?')
  const me = {roles: ['viewer'], uid: process.getuid?.()}
  write(home, 'rbac_users.json', {users: {me, other: {roles: ['admin'], uid: 77_001}}})
  expect(asked()).toBe(
    'Error: There is no plugin or command "saef_box".\n→ See what there is: parrot plugin list\n',
  )
})

function write(home: string, file: string, content: unknown): void {
  mkdirSync(join(home, 'config'), {recursive: true, mode: 0o700})
  writeFileSync(join(home, 'config', file), JSON.stringify(content), {mode: 0o600})
}
