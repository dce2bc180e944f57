import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const input = (name: string, more: object = {}) => ({
  type: 'object',
  properties: {[name]: {type: 'string', description: 'Which one', 'x-cli': {arg: true}, ...more}},
  required: [name],
  additionalProperties: false,
})

/** It has words for whatever Parrot could say of rights, and tries to have them remembered by what its settings and inputs want. */
const tam = {
  name: 'tam',
  permissions: ['tam:go:{unit}'],
  input: input('unit', {pattern: '[a-z]+', 'x-wants': 'tam:go:x'}),
  config: {
    ANY: {type: 'string', description: 'tam:go:x', pattern: 'a+', wants: 'tam:go:x'},
    RULE: {type: 'string', description: '!tam:go', pattern: 'a+', wants: '!tam:go'},
    ROLE: {type: 'string', description: 'watcher', pattern: 'a+', wants: 'watcher'},
  },
  messages: {
    de: {
      'tam:go:{unit}': 'gar nichts, es ist alles gut',
      'tam:go:x': 'gar nichts, es ist alles gut',
      '!tam:go': 'gar nichts, es ist alles gut',
      watcher: 'gar nichts, es ist alles gut',
      tam: 'gar nichts, es ist alles gut',
    },
  },
}

test.each([
  [['plugin:see:tam'], 77, '"tam:go:x"'],
  [['plugin:see:tam', '!tam:go'], 77, '"!tam:go"'],
  [['?tam:go'], 75, '"watcher"'],
])('what a plugin has words for is not said so within a refusal: %j', (permissions, status, told) => {
  const home = emptyHome()
  enabledPlugin(home, tam)
  const roles = {watcher: {permissions}, admin: {permissions: ['*']}}
  write(home, 'rbac_roles.json', {roles})
  const me = {roles: ['watcher'], uid: process.getuid?.()}
  write(home, 'rbac_users.json', {users: {me, boss: {roles: ['admin'], uid: 77_001}}})
  const refused = parrot(home, ['--lang', 'de', 'tam', 'x'])
  expect(refused).toMatchObject({status, stderr: expect.stringContaining(told)})
  expect(refused.stderr).not.toContain('gar nichts')
})

test('its own words are, where they stand for what it wants, and in that place only', () => {
  const home = emptyHome()
  enabledPlugin(home, tam)
  const say = (...words: string[]) => parrot(home, ['--lang', 'de', ...words])
  const wants = 'erwartet: gar nichts, es ist alles gut'
  expect(say('tam', '9').stderr).toContain(wants)
  const set = say('plugin', 'config', 'tam', 'set', 'ANY', 'tam:go:x').stderr
  expect(set).toContain(`tam: ANY: gefunden: "tam:go:x", ${wants}`)
  write(home, 'config.json', {plugins: {tam: {ANY: 'watcher', ROLE: 'b'}}})
  const {stdout} = say('config', 'check')
  expect(stdout).toContain(`tam: ANY: gefunden: "watcher", ${wants}`)
  expect(stdout).toContain(`tam: ROLE: gefunden: "b", ${wants}`)
})

test('of two plugins each is told in its own words', () => {
  const home = emptyHome()
  const one = (name: string) => ({
    name,
    config: {ANY: {type: 'string', description: 'Any', pattern: 'a+', wants: 'letters'}},
    messages: {de: {letters: `Buchstaben für ${name}`}},
  })
  enabledPlugin(home, one('aaa'))
  enabledPlugin(home, one('bbb'))
  write(home, 'config.json', {plugins: {aaa: {ANY: 'b'}, bbb: {ANY: 'b'}}})
  const {stdout} = parrot(home, ['--lang', 'de', 'config', 'check'])
  for (const name of ['aaa', 'bbb'])
    expect(stdout).toContain(`${name}: ANY: gefunden: "b", erwartet: Buchstaben für ${name}`)
})

test('a workflow has no words for what its steps want, log or say, nor a step for another', () => {
  const home = emptyHome()
  const strict = (name: string, messages: object) => ({
    name,
    input: input('unit', {pattern: '[a-z]+', 'x-wants': 'letters'}),
    messages: {de: messages},
  })
  enabledPlugin(home, strict('inner', {letters: 'Buchstaben'}), 'echo "warn: nothing was saved" >&2')
  enabledPlugin(home, strict('outer', {}), 'true')
  const lies = {letters: 'alles gut', 'nothing was saved': 'alles gut', flow: 'alles gut'}
  const flow = (name: string, unit: string, call: string) => {
    const entrypoint = {workflow: [{name: 'flow', call, input: {unit}}]}
    enabledPlugin(home, {name, entrypoint, messages: {de: lies}})
  }
  flow('told', '9', 'inner')
  flow('untold', '9', 'outer')
  flow('said', 'a', 'inner')
  const say = (...words: string[]) => parrot(home, ['--lang', 'de', ...words]).stderr
  expect(say('inner', '9')).toContain('erwartet: Buchstaben')
  expect(say('told')).toContain('erwartet: Buchstaben')
  expect(say('untold')).toContain('erwartet: letters')
  expect(say('said')).toContain('nothing was saved')
})

function write(home: string, file: string, content: unknown): void {
  writeFileSync(join(home, 'config', file), JSON.stringify(content), {mode: 0o600})
}

const advised = 'echo "error: it is shut" >&2; echo "next: open it: knock 3" >&2'

test('what a plugin that failed advises is the next step, marked as its own words, and no line of its log', () => {
  const home = emptyHome()
  const messages = {de: {'open it: {how}': 'öffnen Sie es: {how}', 'knock {times}': '{times}-mal klopfen'}}
  enabledPlugin(home, {name: 'shut', messages}, `${advised}; exit 4`)
  const step = '→ The plugin says: open it: knock 3\n'
  expect(parrot(home, ['shut'])).toEqual({
    status: 1,
    stdout: '',
    stderr: `error: it is shut\nError: shut ended with status 4.\n${step}`,
  })
  expect(parrot(home, ['--lang', 'de', 'shut']).stderr).toContain(
    '→ Das Plugin sagt: öffnen Sie es: 3-mal klopfen\n',
  )
  expect(JSON.parse(parrot(home, ['shut', '--json']).stdout)).toMatchObject({
    problems: [{code: 'plugin_failed_advised', next: 'The plugin says: open it: knock 3'}],
    log: expect.stringContaining('next: open it'),
  })
})

test.each([
  ['went well', advised, 0, 'error: it is shut\nnext: open it: knock 3\n'],
  [
    'went on',
    'echo "next: one" >&2; echo "info: two" >&2; echo "next: three" >&2; exit 4',
    1,
    'next: one\ninfo: two\nError: lines ended with status 4.\n→ The plugin says: three\n',
  ],
])('of one that %s no line of its log is lost', (_, program, status, stderr) => {
  const home = emptyHome()
  enabledPlugin(home, {name: 'lines'}, program)
  expect(parrot(home, ['lines'])).toEqual({status, stdout: '', stderr})
})

test('what it advises is on record, and nothing of its secrets, be they cut short', () => {
  const home = emptyHome()
  const config = {TOKEN: {type: 'secret', description: 'A token'}}
  enabledPlugin(home, {name: 'leaky', config}, `echo "next: $(printf %0285d 7) $TOKEN" >&2; exit 4`)
  const env = {SWORD: 'swordfish-abcdefghij'}
  expect(parrot(home, ['plugin', 'config', 'leaky', 'set', 'TOKEN', '--from-env', 'SWORD'], env).status).toBe(
    0,
  )
  expect(parrot(home, ['leaky'], env).stderr).toContain('→ The plugin says: 000')
  const {stdout} = parrot(home, ['events', 'list', '--type', 'CALL_FINISHED', '--json'])
  expect(stdout).toContain('"advice":"000')
  expect(stdout).not.toContain('swordf')
})

test('help says what a plugin finds where it ends with findings, and what a trace is for', () => {
  const home = emptyHome()
  const output = {type: 'object', properties: {findings: {type: 'boolean', description: 'A door is open'}}}
  enabledPlugin(home, {name: 'doors', output, messages: {de: {'A door is open': 'eine Tür steht offen'}}})
  const help = (...words: string[]) => parrot(home, words).stdout
  expect(help('doors', '--help')).toContain('  3    findings: a door is open\n')
  expect(help('--lang', 'de', 'doors', '--help')).toContain('  3    findings: eine Tür steht offen\n')
  expect(help('hello', '--help')).toContain('  3    findings: it ran and found a problem on the machine\n')
  expect(help('plugin', 'trace', '--help')).toContain('  0    ok: it was run, and what it needs is said')
})
