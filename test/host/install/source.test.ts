import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {isElsewhere, readSource} from '../../../src/host/install/source.ts'
import {newHome} from '../../home.ts'
import {ask} from './at-home.ts'

test.each([
  'https://ada:s3cr3t@example.org/weather.tgz',
  'http://s3cr3t@example.org/weather.tgz',
  'git+https://ada:s3cr3t@example.org/weather.git#main',
  'git+https://s3cr3t@example.org/weather.git',
  'git+ssh://git:s3cr3t@example.org/weather.git',
])('a source with a secret in it is refused, and told without it: %s', async (source) => {
  const home = newHome()
  const {problems} = await ask(home, 'plugin_install', {source})
  expect(problems.map(({code}) => code)).toEqual(['source_secret'])
  expect(JSON.stringify(problems)).not.toContain('s3cr3t')
  expect(readFileSync(join(home.home, 'state/journal.db')).includes('s3cr3t')).toBe(false)
})

test.each([
  'git+ssh://git@example.org/weather.git#v1',
  'https://example.org/@ada/weather.tgz',
  '@ada/weather@^1.0.0',
])('%s has none', (source) => expect(readSource(source, '/')).toMatchObject({kind: expect.any(String)}))

test.each(['npm:--dry-run', 'npm:-g', '--all'])('%s is no option of npm', (source) =>
  expect(readSource(source, '/')).toMatchObject({code: 'source_unknown'}),
)

test('a bare name is npm’s, but where a plugin’s folder of that name stands it is asked which is meant', () => {
  const {home} = newHome({'tiny/manifest.json': {}, 'other/readme': {}})
  expect(readSource('tiny', home)).toMatchObject({code: 'source_either', params: {name: 'tiny'}})
  expect(readSource('./tiny', home)).toMatchObject({kind: 'folder'})
  expect(readSource('npm:tiny', home)).toMatchObject({kind: 'npm', spec: 'tiny'})
  expect(readSource('other', home)).toMatchObject({kind: 'npm', spec: 'other'})
})

describe('what is fetched from another machine, in the words of who may not name what lies on this one', () => {
  test.each([
    'weather',
    'npm:@ada/weather@^1.0.0',
    'https://example.org/weather.tgz',
    'git+https://example.org/weather.git#v1',
    'git+ssh://git@example.org/weather.git',
  ])('%s', (source) => expect(isElsewhere(source)).toBe(true))

  test.each([
    './weather',
    '/srv/weather.tgz',
    'weather.tgz',
    'git+file:///srv/weather',
    'GIT+https:/../../../../srv/weather.tgz',
    'Git+ssh:/../srv/weather#a.tgz',
    'Git+https://example.org/../../srv/weather.git#a.tgz',
    'HTTPS://example.org/../../srv/weather.tgz',
    'NPM:../srv/weather.tgz',
    'git+https://example.org/weather.git#..',
    'git+FILE:///srv/weather',
  ])('not %s', (source) => expect(isElsewhere(source)).toBe(false))
})
