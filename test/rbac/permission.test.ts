import {describe, expect, test} from 'vitest'
import {neverPassed} from '../../src/rbac/area/env.ts'
import {needsRoot, neverGrantable} from '../../src/rbac/closed.ts'
import {risk, widened} from '../../src/rbac/consent.ts'
import {isResource, parsePermission, parsePermissions} from '../../src/rbac/permission.ts'
import {parseRule} from '../../src/rbac/rule.ts'
import {shown} from '../../src/rbac/shown.ts'
import {inWords} from '../../src/rbac/words.ts'
import {next, says} from '../../src/text/problem.ts'
import {permissionOf} from './policy-of.ts'
import {pick, seeded} from './sample.ts'

describe('512 characters are the most', () => {
  const long = (length: number) => `fs:read:/${'a'.repeat(length - 'fs:read:/'.length)}`

  test('in a manifest', () => {
    expect(parsePermission(long(512))).toHaveProperty('text')
    expect(parsePermission(long(513))).toHaveProperty('code', 'permission_long')
    expect(parsePermission('a'.repeat(10_000_000))).toHaveProperty('code', 'permission_long')
  })

  test('in a role, where the mark does not count', () => {
    expect(parseRule(`!${long(512)}`)).toHaveProperty('effect', 'deny')
    expect(parseRule(`!${long(513)}`)).toHaveProperty('code', 'permission_long')
    expect(parseRule(`${'a'.repeat(600)}:*`)).toHaveProperty('code', 'permission_long')
  })
})

test('whatever is written, it is a problem or a permission that reads as itself', () => {
  const random = seeded(5)
  const pieces =
    ': / . * ? ! { } [ ] $ ~ @ + - _ a Z 0 9 é 🦜 .. 443 ::1 127.0.0.1 example.com $DATA $CONFIG.A __proto__ LC_'
      .split(' ')
      .concat(['\0', ' ', '\n'])
  const heads = [
    '',
    '',
    'fs:read:/',
    'fs:write:',
    'net:connect:',
    'env:',
    'exec:',
    'health:',
    'health:check:',
  ]
  let permissions = 0
  for (let round = 0; round < 50_000; round += 1) {
    const tail = Array.from({length: 1 + Math.floor(random() * 5)}, () => pick(random, pieces))
    const text = pick(random, heads) + tail.join('')
    const rule = parseRule(text)
    const read = parsePermission(text)
    const again = 'code' in read ? read : parsePermission(read.text)
    expect({text, again}).toEqual({text, again: read})
    expect('code' in rule ? says(rule) : rule.text).toContain('code' in rule ? '"' : text)
    permissions += 'code' in read ? 0 : 1
  }
  expect(permissions).toBeGreaterThan(1000)
})

test('what is wrong is said with what to do, and shows nothing unseen', () => {
  const wrong = parsePermission('health:check\u001B[2J')
  if (!('code' in wrong)) throw new Error('it was accepted')
  expect(says(wrong)).toBe('"health:check\\u{1b}[2J" holds a control or invisible character.')
  expect(next(wrong)).toBe('Write it with visible characters only.')
  expect(shown('x'.repeat(1000))).toHaveLength(80)
})

describe("all of a manifest's permissions", () => {
  test('every one that is wrong is named', () => {
    const read = parsePermissions(['logs:read', 'fs:read:/proc', 'health'])
    expect('problems' in read && read.problems.map(({code}) => code)).toEqual([
      'path_never',
      'permission_shape',
    ])
  })

  test.each([
    '/etc',
    '/etc/cron.d',
    '/etc/crontab',
    '/etc/systemd/system',
    '/etc/ld.so.preload',
    '/etc/ld.so.conf.d',
    '/usr',
    '/usr/local/bin',
    '/var',
    '/var/spool',
    '/var/spool/cron/crontabs',
    '/root',
    '/home',
    '/home/pi',
    '/home/pi/.bashrc',
    '/home/pi/.config',
    '/home/pi/.config/systemd/user',
    '/srv/x/.profile',
    '/etc/passwd',
    '/etc/profile.d',
    '/lib',
    '/bin',
  ])('writing %s needs sys:root beside it', (path) => {
    const alone = parsePermissions([`fs:write:${path}`])
    expect('problems' in alone && alone.problems.map(({code}) => code)).toEqual(['path_needs_root'])
    expect(parsePermissions([`fs:write:${path}`, 'sys:root'])).toHaveProperty('permissions')
    expect(parsePermissions([`fs:read:${path}`])).toHaveProperty('permissions')
  })

  test.each([
    '/srv',
    '/etc/myapp',
    '/home/pi/backups',
    '/root/backups',
    '/usrlocal',
    '/var/spool/mail',
    '/opt/app',
  ])('writing %s does not', (path) => {
    expect(parsePermissions([`fs:write:${path}`])).toHaveProperty('permissions')
  })
})

describe('areas', () => {
  test.each(['fs:read:/srv', 'net:connect:a.org', 'exec:tar', 'env:EDITOR', 'facts:load', 'sys:root'])(
    '%s is a resource',
    (text) => {
      expect(isResource(permissionOf(text))).toBe(true)
    },
  )

  test.each(['health:check', 'constructor:check', 'mcp:read', 'plugin:run:hello', 'service:restart:{unit}'])(
    '%s is an action',
    (text) => {
      expect(isResource(permissionOf(text))).toBe(false)
    },
  )
})

describe('closed doors', () => {
  test("Parrot's own folders are as closed as the kernel's", () => {
    expect(neverGrantable('/var/lib/parrot/journal.db', ['/var/lib/parrot'])).toBe(true)
    expect(neverGrantable('/var/lib/parrots', ['/var/lib/parrot'])).toBe(false)
    expect(needsRoot('/srv', ['/srv/parrot'])).toBe(true)
    expect(needsRoot('/srv/other', ['/srv/parrot'])).toBe(false)
  })

  test.each([
    'LD_PRELOAD',
    'NODE_OPTIONS',
    'BASH_ENV',
    'ENV',
    'PYTHONPATH',
    'PERL5OPT',
    'PARROT_HOME',
    'PATH',
    'HOME',
    'LANG',
    'TMPDIR',
    'HTTP_PROXY',
    'socks_proxy',
  ])('%s is never passed', (name) => {
    expect(neverPassed(name)).toBe(true)
  })

  test.each(['HELLO_MESSAGE', 'LDAP_HOST', 'NODE_ENV', 'ENVIRONMENT', 'HOMEPAGE', 'PROXY', 'PATHS'])(
    '%s may be',
    (name) => {
      expect(neverPassed(name)).toBe(false)
    },
  )
})

test('widened: what nothing before included', () => {
  const had = [
    'fs:read:/var/log',
    'fs:write:/srv',
    'net:connect:a.org',
    'env:LC_*',
    'service:restart:{unit}',
    'exec:tar',
  ].map(permissionOf)
  const asks = [
    'fs:read:/var/log/nginx',
    'fs:read:/srv/a',
    'env:LC_ALL',
    'service:restart:{unit}',
    'exec:tar',
    'net:connect:a.org:443',
    'fs:read:/var',
    'fs:write:/var/log',
    'net:connect:a.org:80',
    'net:connect:*.a.org',
    'env:EDITOR',
    'service:restart',
    'facts:load',
  ].map(permissionOf)
  expect(widened(had, asks).map(({text}) => text)).toEqual([
    'fs:read:/var',
    'fs:write:/var/log',
    'net:connect:a.org:80',
    'net:connect:*.a.org:443',
    'env:EDITOR',
    'service:restart',
    'facts:load',
  ])
  expect(widened(had, had)).toEqual([])
})

test.each([
  ['low', []],
  ['low', ['logs:read', 'facts:load', 'fs:read:/srv', 'fs:write:$DATA']],
  ['medium', ['fs:write:/srv']],
  ['medium', ['exec:tar']],
  ['medium', ['env:EDITOR']],
  ['medium', ['net:connect:a.org']],
  ['medium', ['fs:write:$CONFIG.TARGET']],
  ['high', ['fs:read:/srv', 'net:connect:a.org']],
  ['high', ['fs:write:/etc/cron.d']],
  ['high', ['logs:read', 'sys:backup']],
])('risk is %s: %j', (expected, texts) => {
  expect(risk(texts.map(permissionOf))).toBe(expected)
})

test.each([
  ['fs:read:/var/log', 'may read /var/log'],
  ['fs:write:$DATA', 'may read and change $DATA'],
  ['net:connect:example.com', 'may connect to example.com, port 443'],
  ['net:connect:*.example.com:*', 'may connect to *.example.com, any port'],
  ['exec:tar', 'may start the program tar'],
  ['env:EDITOR', 'may read the environment variable EDITOR'],
  ['env:LC_*', 'may read every environment variable that begins with LC_'],
  ['sys:root', 'acts as root, and can take over this machine for good'],
  ['health:check', 'may be run only by those who hold health:check'],
  ['service:restart:{unit}', 'may be run only by those who hold service:restart for the unit they name'],
])('%s in words: %s', (text, words) => {
  expect(inWords(permissionOf(text))).toBe(words)
})

test('every fact and capability has words of its own', () => {
  const facts =
    'mounts load memory pressure sensors units clock processes runs server packages network'.split(' ')
  const words = [
    ...facts.map((name) => `facts:${name}`),
    'sys:root',
    'sys:backup',
    'sys:docker',
    'sys:systemd',
  ].map((text) => inWords(permissionOf(text)))
  expect(new Set(words).size).toBe(16)
  for (const one of words) expect(one).toMatch(/^(may|acts) \w/)
})
