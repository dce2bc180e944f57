import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeAll, expect, test} from 'vitest'
import {enabledPlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const tam = {
  name: 'tam',
  permissions: ['tam:run'],
  schedule: 'daily',
  config: {CITY: {type: 'string', default: 'Bern'}, API_KEY: {type: 'secret'}},
}

let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'parrot-hidden-'))
  enabledPlugin(home, tam)
  return () => rmSync(home, {recursive: true, force: true, maxRetries: 10})
})

/** What somebody with these rights and no others is answered. */
function asked(line: string, ...permissions: readonly string[]) {
  const roles = {admin: {permissions: ['*']}, secretrole: {permissions: []}, mine: {permissions}}
  write('rbac_roles.json', {roles})
  write('rbac_users.json', {
    users: {me: {roles: ['mine'], uid: process.getuid?.()}, boss: {roles: ['admin'], uid: 77_001}},
  })
  return parrot(home, line.split(' '))
}

const rights = ['plugin:configure', 'cron:edit', 'cron:read']

test.each([
  'plugin config tam',
  'plugin config tam get CITY',
  'plugin config tam set CITY Thun',
  'plugin config tam set API_KEY',
  'plugin config tam unset CITY',
  'setup_cron add tam --dry-run',
  'setup_cron add tam --input {"no":1} --role secretrole --dry-run',
])('parrot %s: a plugin that they may not know of is one that is not there', (line) => {
  const {status, stdout, stderr} = asked(line.replace('tam', 'nix'), ...rights)
  expect(stderr).toContain('"nix"')
  const hidden = asked(line, ...rights)
  expect(hidden).toEqual({status, stdout, stderr: stderr.replaceAll('nix', 'tam')})
  expect(asked(line, ...rights, 'plugin:see:tam')).not.toEqual(hidden)
})

test('it is not among what could be scheduled', () => {
  expect(asked('setup_cron list', ...rights).stdout).not.toContain('tam')
  expect(asked('setup_cron list', ...rights, 'plugin:see:tam').stdout).toContain('tam')
})

test('the names of roles are for those who may read or give them', () => {
  const line = 'setup_cron add tam --at daily --role secretrol --dry-run'
  const plain = asked(line, ...rights, 'plugin:see:tam')
  expect(plain).toMatchObject({status: 2, stderr: expect.stringContaining('There is no role "secretrol".')})
  expect(plain.stderr).not.toContain('secretrole')
  for (const more of ['rbac:read', 'rbac:manage'])
    expect(asked(line, ...rights, 'plugin:see:tam', more).stderr).toContain('Did you mean secretrole?')
})

function write(file: string, content: unknown): void {
  mkdirSync(join(home, 'config'), {recursive: true, mode: 0o700})
  writeFileSync(join(home, 'config', file), JSON.stringify(content), {mode: 0o600})
}
