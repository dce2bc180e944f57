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
    ['/srv'],
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
