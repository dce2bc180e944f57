import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome, put} from '../home.ts'
import {parrot} from './program.ts'

test.each([
  [['config', 'set', 'limits.pids', 'x'], 'limits.pids nimmt das nicht an: erwartet wird eine Zahl.'],
  [['health_check', '--disk-threshold', '900'], 'eine Zahl von 1 bis 100'],
  [['events', 'list', '--limit', 'x'], 'eine ganze Zahl'],
])('in German, %j says what is wanted', (words, told) => {
  const {home} = newHome()
  const {status, stderr} = parrot(home, [...words, '--lang', 'de'])
  expect(status).not.toBe(0)
  expect(stderr).toContain(told)
  expect(stderr).not.toMatch(/\b(?:expected|received|number|want|whole)\b/)
})

test('a file and a variable that are wrong are explained in German; the values for programs stay as they are', () => {
  const {home} = newHome({'config/config.yaml': 'limits: {pids: many}\n'})
  const run = (...words: string[]) => parrot(home, words, {PARROT_RETRY_COUNT: 'often'})
  expect(run('config', 'check', '--lang', 'de').stdout).toContain('limits.pids: erwartet wird eine Zahl')
  const english = run('config', 'check', '--json').stdout
  expect(english).toContain('a number is wanted')
  const causes = (text: string) => text.match(/"(?:cause|want)": *"[^"]*"/g)
  expect(causes(run('config', 'check', '--json', '--lang', 'de').stdout)).toEqual(causes(english))

  const {stdout} = parrot(newHome().home, ['config', 'check', '--lang', 'de'], {PARROT_RETRY_COUNT: 'often'})
  expect(stdout).toContain('gefunden: "often", erwartet: eine Zahl von Versuchen von 1 bis 10.')
})

test('a value of a variable that nobody could mean stops everything, as one of a file does, and is told with its place', () => {
  const {home} = newHome()
  const run = (...words: string[]) => parrot(home, words, {PARROT_RATE_LIMIT: 'abc'})
  const told = 'PARROT_RATE_LIMIT: found "abc", want a number of calls from 1 to 1000000.'
  expect(run('hello')).toEqual({
    status: 70,
    stdout: '',
    stderr: `Error: ${told}\n→ Set PARROT_RATE_LIMIT to a number of calls from 1 to 1000000, or unset it, then: parrot config check\n`,
  })
  expect(run('config', 'check')).toMatchObject({status: 3, stdout: expect.stringContaining(told)})
  expect(run('doctor').stdout).toContain(`✗ configuration: ${told}`)
  put(join(home, 'config/config.env'), '\nPARROT_RATE_LIMIT_WINDOW=abc\n')
  expect(parrot(home, ['hello']).stderr).toContain(
    `Error: ${join(home, 'config/config.env')}:2: PARROT_RATE_LIMIT_WINDOW: found "abc", want seconds up to a day`,
  )
})
