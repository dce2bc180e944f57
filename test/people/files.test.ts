import {expect, test} from 'vitest'
import {operations} from '../../src/host/operations.ts'

/** Words by which an input names a place. */
const placeWords = /\b(?:folder|file|path|index|private key|where a secret)\b/i
/** Names no place: the text itself, or the digest of what was edited. */
const noPlace = new Set(['config_edit'])

test('every operation that takes a path says so, so that no server does for one person what only another may', () => {
  const named = [...operations.values()].filter(
    ({tool, input}) => !noPlace.has(tool) && placeWords.test(JSON.stringify(input ?? {})),
  )
  expect(named.map(({tool}) => tool)).toEqual(
    expect.arrayContaining([
      'plugin_new',
      'plugin_sign',
      'plugin_install',
      'config_check',
      'key_import',
      'audit_verify_export',
    ]),
  )
  expect(named.filter(({files}) => files === undefined).map(({tool}) => tool)).toEqual([])
})

test.each([
  ['plugin_install', {source: './weather'}, true],
  ['plugin_install', {source: '/srv/weather-1.0.0.tgz'}, true],
  ['plugin_install', {source: 'git+file:///srv/weather.git'}, true],
  ['plugin_install', {source: '/srv/a "bare" one.git'}, true],
  ['plugin_install', {source: 'weather-1.0.0.tgz'}, true],
  ['plugin_install', {source: 'npm:weather@1.0.0'}, false],
  ['plugin_install', {source: 'https://example.org/weather-1.0.0.tgz'}, false],
  ['plugin_install', {source: 'weather@1.0.0'}, false],
  ['plugin_install', {source: 'git+https://example.org/weather.git'}, false],
  ['plugin_update', {name: 'weather'}, false],
  ['plugin_search', {index: ['/etc/shadow']}, true],
  ['plugin_config_set', {reference: {file: '/etc/shadow'}}, true],
  ['plugin_config_set', {value: '/etc/shadow'}, false],
  ['events_prune', {archive: '/etc/cron.d/x'}, true],
  ['events_prune', {days: 90}, false],
])('%s %j: %s', (tool, values, expected) => {
  const files = operations.get(tool)?.files
  expect(typeof files === 'function' && files(values)).toBe(expected)
})
