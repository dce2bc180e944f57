import {expect, test} from 'vitest'
import {configKeys} from '../../../src/config/keys.ts'
import {fromWords} from '../../../src/host/config/from-words.ts'
import {keyCalled, notTaken, type GivenKey} from '../../../src/host/config/given-key.ts'

const examples: Readonly<Record<string, unknown>> = {
  'rbac.roles': '/etc/parrot/roles.json',
  'rbac.users': '/etc/parrot/users.json',
  'install.registry': 'https://registry.example',
}
const keys = configKeys().filter(({key}) => key !== 'plugins')
const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

async function set(name: string, word: string) {
  const about = keyCalled(name) as GivenKey
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

test('a fraction, a number beside the range, and a place of a secret are taken; other texts for numbers are not', async () => {
  expect(await set('retries.factor', '1.5')).toEqual({value: 1.5, refused: undefined})
  expect(await set('audit.retentionBytes', '1000000000')).toEqual({value: 1e9, refused: undefined})
  expect(await set('notify.smtp', '{"file": "/run/smtp"}')).toEqual({
    value: {file: '/run/smtp'},
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
