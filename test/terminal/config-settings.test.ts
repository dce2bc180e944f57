import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome} from '../home.ts'
import {parrot} from './program.ts'

type Case = readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  place: string,
]

const cases: readonly Case[] = [
  [
    'a setting that the plugin does not have',
    {'config/config.yaml': 'plugins:\n  health_check:\n    NOPE: 1\n'},
    {},
    'config/config.yaml:3:5: health_check: NOPE: ',
  ],
  [
    'a value in the file',
    {'config/config.yaml': 'plugins: {health_check: {DISK_THRESHOLD: 7x}}\n'},
    {},
    'config/config.yaml:1:26: health_check: DISK_THRESHOLD: found "7x"',
  ],
  [
    'a value in config.env',
    {'config/config.env': '# mine\nPARROT_DISK_THRESHOLD=7x\n'},
    {},
    'config/config.env:2: PARROT_DISK_THRESHOLD: health_check: DISK_THRESHOLD: found "7x"',
  ],
  [
    'a variable of the environment',
    {},
    {PARROT_DISK_THRESHOLD: '7x'},
    'PARROT_DISK_THRESHOLD: health_check: DISK_THRESHOLD: found "7x"',
  ],
]

test.each(cases)(
  '%s with which no call of it starts is found, with its place',
  (_what, files, env, place) => {
    const {home} = newHome(files)
    const where = place.startsWith('config/') ? join(home, place) : place
    const found = (...words: string[]) => {
      const {status, stdout, stderr} = parrot(home, words, env)
      return {status, text: stdout + stderr}
    }
    const text = expect.stringContaining(where)
    // A file is for whoever keeps it; the environment is the caller's own.
    const status = Object.keys(env).length > 0 ? 2 : 70
    expect(found('health_check')).toEqual({status, text})
    expect(found('config', 'check')).toEqual({status: 3, text})
    expect(found('doctor')).toEqual({status: 3, text})
    expect(found('plugin', 'config', 'health_check')).toEqual({status: 0, text})
  },
)

test('a file that is named is looked at for settings of plugins too, and alone', () => {
  const {home} = newHome({
    'config/config.yaml': 'plugins: {health_check: {MEM_THRESHOLD: wrong}}\n',
    'new.yaml': 'limits: {pids: 64}\nplugins:\n  health_check:\n    DISK_THRESHOLD: 7x\n    NOPE: 1\n',
    'good.json': {plugins: {health_check: {DISK_THRESHOLD: 70}, backup: {}, nowhere: {KEY: 1}}},
  })
  const {status, stdout} = parrot(home, ['config', 'check', 'new.yaml'])
  expect(status).toBe(3)
  expect(stdout).toContain(`${join(home, 'new.yaml')}:4:5: health_check: DISK_THRESHOLD: found "7x"`)
  expect(stdout).toContain(`${join(home, 'new.yaml')}:5:5: health_check: NOPE`)
  expect(stdout).not.toContain('MEM_THRESHOLD')
  expect(parrot(home, ['config', 'check', 'good.json'])).toMatchObject({status: 0, stderr: ''})
})

test('settings that are right, or of a plugin that is not enabled, or only not given yet, are no findings', () => {
  const {home} = newHome({
    'config/config.yaml': 'plugins:\n  health_check: {DISK_THRESHOLD: 70}\n  nowhere: {KEY: 1}\n',
    'config/config.env': 'PARROT_MEM_THRESHOLD=80\n',
  })
  expect(parrot(home, ['config', 'check'])).toMatchObject({status: 0, stderr: ''})
  expect(parrot(home, ['doctor']).stdout).not.toContain('✗ configuration')
})

test('the files that a value may come from are listed, the strongest first, config.env too', () => {
  const {home} = newHome({
    'config/config.env': 'PARROT_LOG_LEVEL=warn\n',
    'config/config.yaml': 'limits: {pids: 64}\n',
  })
  const {stdout} = parrot(home, ['config', 'show', '--origin'])
  const [, list = ''] = stdout.split('Files, the strongest first:\n')
  expect(list.trim().split(/\s+/)).toEqual(
    ['config/config.env', 'config/config.yaml'].map((name) => join(home, name)),
  )
})

test('an alert rule about an operation that is not there is warned of, with the nearest', () => {
  const {home} = newHome({
    'config/config.yaml': [
      'alerts:',
      '  rules:',
      '    backups: {within: {operation: backup_creat, time: 26h}}',
      '    strange: {on: {operation: zzzzzz}, until: {operation: health_check, outcome: [ok]}}',
      '    good: {value: {operation: health_check, path: checks.*.value, above: 3}}',
      '    own: {on: {operation: config_set}}',
    ].join('\n'),
  })
  const {status, stdout} = parrot(home, ['config', 'check'])
  expect(status).toBe(0)
  const file = join(home, 'config/config.yaml')
  expect(stdout.match(/^! .*$/gm)).toEqual([
    `! ${file}:3:24: The rule "backups" looks at backup_creat, which is no operation here; the nearest is backup_create.`,
    `! ${file}:4:20: The rule "strange" looks at zzzzzz, which is no operation here.`,
  ])
})
