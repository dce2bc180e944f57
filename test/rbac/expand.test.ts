import {describe, expect, test} from 'vitest'
import {expand} from '../../src/rbac/expand.ts'
import {permissionOf} from './policy-of.ts'

const places = {
  data: '/home/pi/.local/state/parrot/data/backup',
  plugin: '/home/pi/.local/share/parrot/plugins/backup',
  config: {} as Record<string, unknown>,
  own: ['/home/pi/.local/state/parrot', '/home/pi/.local/share/parrot', '/home/pi/.config/parrot'],
}

/** The texts, or the codes of what is wrong. */
function expanded(texts: readonly string[], config: Record<string, unknown> = {}): readonly string[] {
  const result = expand(texts.map(permissionOf), {...places, config})
  return 'problems' in result
    ? result.problems.map(({code}) => code)
    : result.permissions.map(({text}) => text)
}

test("the plugin's own folders, and what is fixed already, in the same order", () => {
  expect(
    expanded(['logs:read', 'fs:write:$DATA/x', 'fs:read:/srv', 'fs:read:$PLUGIN', 'fs:write:$DATA']),
  ).toEqual([
    'logs:read',
    `fs:write:${places.data}/x`,
    'fs:read:/srv',
    `fs:read:${places.plugin}`,
    `fs:write:${places.data}`,
  ])
})

test("the administrator's paths, in canonical form", () => {
  expect(
    expanded(['fs:read:$CONFIG.SOURCE', 'fs:write:$CONFIG.TARGET/daily'], {
      SOURCE: '/srv//a/',
      TARGET: '/mnt/b',
    }),
  ).toEqual(['fs:read:/srv/a', 'fs:write:/mnt/b/daily'])
})

test('a list of paths is a permission each, an empty one none', () => {
  expect(expanded(['fs:read:$CONFIG.SOURCES/x'], {SOURCES: ['/srv', '/home/pi']})).toEqual([
    'fs:read:/srv/x',
    'fs:read:/home/pi/x',
  ])
  expect(expanded(['fs:read:$CONFIG.SOURCES', 'exec:tar'], {SOURCES: []})).toEqual(['exec:tar'])
  expect(expanded(['fs:read:$CONFIG.SOURCES'], {SOURCES: ['/srv', '/etc/shadow', '..']})).toEqual([
    'path_never',
    'path_value',
  ])
  expect(expanded(['fs:write:$CONFIG.SOURCES'], {SOURCES: ['/srv', '/usr/lib']})).toEqual(['path_needs_root'])
})

describe('what is connected to', () => {
  const server = ['net:connect:$CONFIG.SERVER']

  test('a host with its port, a socket, a list of them', () => {
    expect(expanded(server, {SERVER: 'DB.example.org:5432'})).toEqual(['net:connect:db.example.org:5432'])
    expect(expanded(server, {SERVER: '/run//pg/.s.PGSQL.5433'})).toEqual([
      'net:connect:/run/pg/.s.PGSQL.5433',
    ])
    expect(expanded(server, {SERVER: ['[::1]:1', '10.0.0.1:2']})).toEqual([
      'net:connect:[::1]:1',
      'net:connect:10.0.0.1:2',
    ])
  })

  test.each([
    undefined,
    5,
    '',
    'db.example.org',
    'db.example.org:*',
    '*.example.org:5432',
    '[::1]',
    '/run/docker.sock',
    '$CONFIG.SERVER',
    'a:1\u200b',
  ])('nothing else: %j', (SERVER) => {
    expect(expanded(server, {SERVER})).toEqual(['host_value'])
  })
})

describe('a key that leads nowhere', () => {
  test.each([
    undefined,
    null,
    5,
    '',
    'srv',
    '~/x',
    '/srv/../etc',
    '/srv/*',
    '/srv\0',
    '/srv\u202E',
    '$DATA',
    ['srv'],
    [5],
  ])('%j', (value) => {
    expect(expanded(['fs:read:$CONFIG.SOURCE'], {SOURCE: value})).toEqual(['path_value'])
  })

  test('what every object has is not a key', () => {
    expect(expanded(['fs:read:$CONFIG.constructor'])).toEqual(['path_value'])
  })
})

describe('what no configuration opens', () => {
  test.each([
    '/',
    '/proc/1',
    '/etc/shadow',
    '/home/pi/.ssh',
    '/home/pi/.local/state/parrot',
    '/home/pi/.config/parrot/x',
  ])('%s', (value) => {
    expect(expanded(['fs:read:$CONFIG.SOURCE'], {SOURCE: value})).toEqual(['path_never'])
  })

  test("Parrot's own folders are closed to fixed paths and programs too", () => {
    expect(expanded([`fs:read:${places.data}`])).toEqual(['path_never'])
    expect(expanded(['exec:/home/pi/.local/state/parrot/journal.db'])).toEqual(['path_never'])
    expect(expanded(['exec:/home/pi/bin/x', 'exec:tar'])).toEqual(['exec:/home/pi/bin/x', 'exec:tar'])
  })

  test('nor what would bring it in from above: reading leaves it masked, writing needs root', () => {
    expect(expanded(['fs:read:/home/pi/.local'])).toEqual(['fs:read:/home/pi/.local'])
    expect(expanded(['fs:write:/home/pi/.local'])).toEqual(['path_needs_root'])
    expect(expanded(['fs:write:$CONFIG.TARGET'], {TARGET: '/etc/cron.d'})).toEqual(['path_needs_root'])
    expect(expanded(['sys:root', 'fs:write:$CONFIG.TARGET'], {TARGET: '/etc/cron.d'})).toEqual([
      'sys:root',
      'fs:write:/etc/cron.d',
    ])
  })
})

test('hosts and URLs of the configuration are a permission each, none is none, and what is neither is refused', () => {
  const hosts = (HOSTS: unknown) => expanded(['net:connect:$CONFIG.HOSTS'], {HOSTS})
  expect(hosts([])).toEqual([])
  expect(hosts(['https://b.example.com/ada/', 'http://10.0.0.7:8000', 'http://[::1]'])).toEqual([
    'net:connect:b.example.com:443',
    'net:connect:10.0.0.7:8000',
    'net:connect:[::1]:80',
  ])
  expect(hosts(['file:///etc', '$CONFIG.OTHER', 'https://'])).toEqual([
    'host_value',
    'host_value',
    'host_value',
  ])
})
