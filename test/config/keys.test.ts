import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {defaults} from '../../src/config/config.ts'
import {initText} from '../../src/config/init-text.ts'
import {configKeys, sections} from '../../src/config/keys.ts'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {newHome, root} from '../home.ts'

const at = (value: unknown, path: readonly string[]) =>
  path.reduce<unknown>((outer, key) => (outer as Record<string, unknown>)[key], value)

async function loaded(text: string) {
  const home = newHome({'config/config.yaml': text})
  return loadConfig(home, pathsFor(home))
}

test('every key has a sentence, and its default is the one that holds without a file', () => {
  for (const {key, path, says, default: standard} of configKeys()) {
    expect(says, key).toMatch(/^[A-Z`].*\.$/)
    expect(standard, key).toEqual(at(defaults, path))
  }
  for (const {name, says} of sections()) expect(says, name).toMatch(/^[A-Z].*\.$/)
})

test('what a file may say and what holds without one are the same keys', () => {
  const known = configKeys().map(({key}) => key)
  const held = Object.entries(defaults).flatMap(([section, value]) =>
    Object.keys(value as object).map((key) => `${section}.${key}`),
  )
  expect(known).toEqual(expect.arrayContaining(held))
})

test('the file that init writes changes nothing, and every line of it can be uncommented', async () => {
  const text = initText(root)
  const {config} = (await loaded(text)) as {config: unknown}
  expect(config).toEqual({...defaults, project: {}, variables: {}})
  for (const {key} of configKeys().filter(({path}) => path.length > 1)) {
    const name = key.split('.')[1]
    expect(text.match(new RegExp(`^  # ${name}: `, 'gm')), key).toHaveLength(1)
  }
  const given = text
    .replaceAll(/^ {2}# (roles|users): ""/gm, '  # $1: "/etc/$1.json"')
    .replace('# registry: ""', '# registry: https://registry.example')
    .replaceAll(/^ {2}# (\w+: (?!\{KEY))/gm, '  $1')
  const all = (await loaded(given)) as {config: object}
  expect(all).toHaveProperty('config')
  expect(all.config).toMatchObject({limits: defaults.limits, audit: defaults.audit})
})

test('the schema that it names for editors is the published one', () => {
  const [, file = ''] = /\$schema=(\S+)/.exec(initText(root)) ?? []
  const schema = JSON.parse(readFileSync(file, 'utf8')) as {properties: Record<string, {type: unknown}>}
  expect(Object.keys(schema.properties)).toEqual([
    '$schema',
    ...new Set(configKeys().map(({path}) => path[0])),
  ])
  expect(schema.properties['limits']?.type).toEqual(['object', 'null'])
})

test('a profile goes over the file, key by key; one that is missing or has a strange name stops everything', async () => {
  const home = newHome({
    'config/config.yaml': 'limits: {pids: 64, graceMs: 10}',
    'config/profiles/night.yaml': 'limits: {pids: 32}',
  })
  const as = (profile: string) =>
    loadConfig({...home, env: {...home.env, PARROT_PROFILE: profile}}, pathsFor(home))
  expect(await as('night')).toMatchObject({config: {limits: {pids: 32, graceMs: 10}}})
  expect(await as('')).toMatchObject({config: {limits: {pids: 64}}})
  expect(await as('day')).toMatchObject({problems: [{code: 'config_profile'}]})
  mkdirSync(join(home.home, 'config/elsewhere'), {recursive: true})
  writeFileSync(join(home.home, 'config/elsewhere.yaml'), 'limits: {pids: 16}')
  expect(await as('../elsewhere')).toMatchObject({problems: [{code: 'config_profile_name'}]})
})
