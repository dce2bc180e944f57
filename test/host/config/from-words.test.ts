import {expect, test} from 'vitest'
import {configKeys, type Key} from '../../../src/config/keys.ts'
import {fromWords} from '../../../src/host/config/from-words.ts'
import {keyCalled, notTaken} from '../../../src/host/config/given-key.ts'
import {next} from '../../../src/text/problem.ts'
import {tellerIn} from '../../../src/text/reader.ts'

const examples: Readonly<Record<string, unknown>> = {
  'rbac.roles': '/etc/parrot/roles.json',
  'rbac.users': '/etc/parrot/users.json',
  'install.registry': 'https://registry.example',
}
const keys = configKeys().filter(({key}) => key !== 'plugins')
const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

async function set(name: string, word: string) {
  const about = keyCalled(name) as Key
  const value = fromWords(about, [word])
  return {value, refused: await notTaken(about, value)}
}

test.each(keys.map(({key, default: standard}) => [key, standard ?? examples[key]] as const))(
  '%s can be set to what it is by default, or to an example',
  async (key, value) => {
    expect(value).toBeDefined()
    expect(await set(key, written(value))).toEqual({value, refused: undefined})
  },
)

const ranges = keys.flatMap(({key, minimum, maximum}) =>
  [minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [[key, bound] as const])),
)

test.each(ranges)('%s can be set to its bound %d', async (key, bound) => {
  expect(await set(key, `${bound}`)).toEqual({value: bound, refused: undefined})
})

test('a fraction, a number beside the range, a place of a secret and a rule are taken; other texts for numbers are not', async () => {
  expect(await set('retries.factor', '1.5')).toEqual({value: 1.5, refused: undefined})
  expect(await set('audit.retentionBytes', '1000000000')).toEqual({value: 1e9, refused: undefined})
  expect(await set('notify.smtp', '{"file": "/run/smtp"}')).toEqual({
    value: {file: '/run/smtp'},
    refused: undefined,
  })
  expect(await set('alerts.rules.backup_failed', '{"off": true}')).toEqual({
    value: {off: true},
    refused: undefined,
  })
  for (const [key, word] of [
    ['retries.factor', '1e1'],
    ['retries.factor', 'two'],
    ['limits.pids', '8.5'],
    ['audit.retentionBytes', '5'],
  ] as const)
    expect(await set(key, word), `${key} ${word}`).toMatchObject({refused: {code: 'config_value_wrong'}})
})

test.each([
  ['limits.pids', '9999999', 'It takes a whole number from 8 to 32768; by default it is 512.'],
  ['limits.memoryBytes', '1', 'It takes a whole number of at least 16777216; by default it is 2147483648.'],
  ['audit.retentionBytes', '5', 'It takes a whole number of at least 1048576, or 0; by default it is 0.'],
  ['retries.factor', 'x', 'It takes a number from 1 to 10; by default it is 2.'],
  ['log.level', 'loud', 'It takes one of debug, info, warn, error; by default it is "info".'],
  ['log.modules.server', 'loud', 'It takes one of debug, info, warn, error; by default it is nothing.'],
  ['reload.watch', 'maybe', 'It takes true or false; by default it is true.'],
  ['install.registry', 'x', 'It takes text; by default it is nothing.'],
  ['notify.smtp', 'x', 'It takes text, or a table as JSON; by default it is "".'],
  ['install.keys', 'x', 'It takes a table, as JSON; by default it is {}.'],
  ['audit.heads', 'x', 'It takes a list; by default it is [].'],
])('%s says what it takes', async (key, word, says) => {
  const {refused} = await set(key, word)
  expect(refused && next(refused)).toBe(says)
})

test('what a key takes is said in German', async () => {
  const {says, next: told} = await tellerIn('de')
  const {refused} = await set('limits.pids', '1')
  expect(refused && says(refused)).toContain('limits.pids')
  expect(refused && told(refused)).toBe('Er nimmt eine ganze Zahl von 8 bis 32768; ohne Angabe gilt 512.')
  const {refused: other} = await set('audit.retentionBytes', '5')
  expect(other && told(other)).toContain('eine ganze Zahl, mindestens 1048576, oder 0; ')
})
