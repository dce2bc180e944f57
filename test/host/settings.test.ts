import {expect, test} from 'vitest'
import {defaults} from '../../src/config/config.ts'
import {settingsOf} from '../../src/host/settings.ts'
import type {PluginTarget} from '../../src/host/target.ts'

const keys = {
  LEVEL: {type: 'integer', minimum: 1, maximum: 9},
  FOLDER: {type: 'path'},
  TOKEN: {type: 'secret'},
  DISK_THRESHOLD: {type: 'percentage'},
}

const target = (origin: 'shipped' | 'user') =>
  ({plugin: {name: 'p', origin}, manifest: {config: keys}}) as unknown as PluginTarget

test('a project may tune what is there and fits, and nothing else', () => {
  const of = (values: Record<string, unknown>) =>
    settingsOf(target('user'), {...defaults, project: {p: values}})
  expect(of({LEVEL: 3})).toEqual({LEVEL: 3})
  expect(of({LEVEL: 10, FOLDER: '/etc', TOKEN: 'x', NOPE: 1, LD_PRELOAD: '/x'})).toEqual({})
})

test('the administrator goes over the project, and the variables of the seeds over both, for shipped plugins', () => {
  const config = {
    ...defaults,
    project: {p: {LEVEL: 3}},
    plugins: {p: {LEVEL: 4, DISK_THRESHOLD: 70}},
    variables: {DISK_THRESHOLD: '90'},
  }
  expect(settingsOf(target('shipped'), config)).toEqual({LEVEL: 4, DISK_THRESHOLD: '90'})
  expect(settingsOf(target('user'), config)).toEqual({LEVEL: 4, DISK_THRESHOLD: 70})
})

test('a project has no say in what the host does itself, in whichever command of the plugin', () => {
  const of = (manifest: object) =>
    settingsOf({...target('shipped'), manifest: {config: keys, ...manifest}} as unknown as PluginTarget, {
      ...defaults,
      project: {p: {LEVEL: 3}},
    })
  expect(of({entrypoint: 'p.sh'})).toEqual({LEVEL: 3})
  expect(of({entrypoint: {builtin: 'p'}})).toEqual({})
  expect(of({commands: {a: {entrypoint: 'a.sh'}, b: {entrypoint: {builtin: 'b'}}}})).toEqual({})
})

test('what a permission names is said by the administrator alone, whoever asks', () => {
  const config = {
    ...defaults,
    project: {backup: {SOURCES: ['/project'], EXCLUDES: ['*.iso']}},
    variables: {SOURCES: '/variable', EXCLUDES: '*.tmp'},
  }
  const permissions = ['fs:read:$CONFIG.SOURCES']
  const about = (where: object) =>
    ({
      plugin: {name: 'backup', origin: 'shipped'},
      manifest: {config: {SOURCES: {type: 'list'}, EXCLUDES: {type: 'list'}}, ...where},
    }) as unknown as PluginTarget
  const commands = {create: {permissions}}
  for (const where of [{permissions}, {commands}])
    expect(settingsOf(about(where), config)).toEqual({EXCLUDES: '*.tmp'})
  expect(settingsOf(about({}), config)).toEqual({SOURCES: '/variable', EXCLUDES: '*.tmp'})
})
