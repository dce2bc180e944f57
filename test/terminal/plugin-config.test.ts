import {spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, globSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {approveWeather, weatherHome} from '../host/weather.ts'
import {needs} from '../needs.ts'
import {bin, environment, parrot, startParrot} from './program.ts'
import {openTerminal} from './terminal.ts'

const secret = 'sk-7f3a-not-for-anyone'

const config = (home: string, ...words: string[]) => parrot(home, ['plugin', 'config', 'weather', ...words])

function withStdin(home: string, input: string | Buffer, ...words: string[]) {
  return spawnSync(process.execPath, [bin, 'plugin', 'config', 'weather', ...words], {
    env: environment(home),
    cwd: home,
    encoding: 'utf8',
    input,
  })
}

/** The files of a home that this stands in, by their names from there on. */
function filesWith(home: string, text: string): string[] {
  return globSync('**/*', {cwd: home, withFileTypes: true})
    .concat(globSync('**/.*', {cwd: home, withFileTypes: true}))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))
    .map((file) => file.slice(home.length + 1))
}

test('reads as a person would write it', () => {
  const {home} = weatherHome()
  const file = join(home, 'config/config.json')
  expect(config(home, 'set', 'CITY', 'Thun am See')).toEqual({
    status: 0,
    stdout: `weather: CITY is "Thun am See", by ${file}.\n`,
    stderr: '',
  })
  expect(config(home, 'get', 'CITY').stdout).toBe('Thun am See\n')
  expect(config(home, 'set', 'STATIONS', 'a', 'b c').status).toBe(0)
  expect(config(home, 'get', 'STATIONS').stdout).toBe('a\nb c\n')
  expect(config(home, 'get', 'DAYS')).toEqual({status: 0, stdout: '', stderr: ''})
  expect(config(home).stdout.replaceAll(file, 'FILE')).toBe(
    `SETTING   TYPE     VALUE          DEFAULT   SET BY
CITY      string   "Thun am See"  "Bern"    FILE
  Where
DAYS      integer  -              -         -
UNITS     enum     "metric"       "metric"  default
LOUD      boolean  false          false     default
STATIONS  list     a, b c         -         FILE
FOLDER    path     -              -         -
API_KEY   secret   -              -         -
`,
  )
  expect(config(home, 'unset', 'CITY').stdout).toBe('weather: CITY is "Bern", by default.\n')
  expect(config(home, 'unset', 'STATIONS').stdout).toBe('weather: STATIONS is no longer set.\n')
  expect(parrot(home, ['plugin', 'config', 'hello', 'get', 'HELLO_MESSAGE']).stdout).toBe('Hello, World!\n')
})

test.each([
  [['set', 'DAYS', '12'], 2, 'weather: DAYS: found "12", want a whole number from 1 to 9'],
  [['set', 'DAYS'], 2, 'VALUE is missing'],
  [['set'], 2, 'KEY is missing'],
  [['set', 'CITTY', 'x'], 2, 'Did you mean CITY?'],
  [['set', 'CITY', 'Thun', 'am', 'See'], 2, 'quote what has spaces'],
  [['set', 'DAYS', '-5'], 2, 'found "-5"'],
  [['set', 'CITY', '--x'], 2, 'comes after "--"'],
  [['set', 'CITY', 'x', '--stdin'], 2, 'more than one thing'],
  [['set', 'CITY', '--stdin'], 2, 'is no secret'],
  [['get', 'CITY', 'x'], 2, 'Only set takes a value'],
  [['unset', 'CITY', '--from-env', 'X'], 2, 'Only set takes a value'],
  [['CITY', 'x'], 2, 'comes get, set or unset'],
  [['set', 'API_KEY', '--from-file', 'nothere'], 2, 'which is not there'],
  [['set', 'API_KEY', '--credential', '../x'], 2, 'neither text nor a reference'],
])('%j: %i, %s', (words, status, says) => {
  const {home} = weatherHome()
  expect(config(home, ...words)).toMatchObject({status, stdout: '', stderr: expect.stringContaining(says)})
})

describe('a secret', () => {
  test('from stdin is in its own file and nowhere else, whatever is done with it afterwards', async () => {
    const around = weatherHome()
    const {home} = around
    expect(await approveWeather(around)).toMatchObject({outcome: 'ok'})
    const outputs = [
      withStdin(home, `${secret}\n`, 'set', 'API_KEY', '--stdin'),
      withStdin(home, `${secret}\n`, 'set', 'API_KEY', '--stdin', '--json'),
      config(home),
      config(home, '--json'),
      config(home, 'get', 'API_KEY'),
      config(home, 'get', 'API_KEY', '--json'),
      parrot(home, ['weather']),
      parrot(home, ['weather', '--json']),
      parrot(home, ['events', 'list', '--json']),
      parrot(home, ['audit', 'export', '--json']),
      parrot(home, ['doctor', '--json']),
      parrot(home, ['plugin', 'config', '--help']),
    ]
    expect(outputs[0]?.stdout).toBe(
      `weather: API_KEY is set from file ${join(home, 'config/secrets/weather/API_KEY')}, by ${join(home, 'config/config.json')}.\n`,
    )
    expect(outputs.map(({status}) => status)).toEqual([
      0,
      0,
      0,
      0,
      0,
      0,
      ...outputs.slice(6).map(() => expect.any(Number)),
    ])
    for (const {stdout, stderr} of outputs) expect(stdout + stderr).not.toContain(secret)
    expect(filesWith(home, secret)).toEqual(['config/secrets/weather/API_KEY'])
    expect(config(home, 'unset', 'API_KEY').status).toBe(0)
    expect(filesWith(home, secret)).toEqual([])
  })

  test.each([
    ['as a word', ['set', 'API_KEY', secret]],
    ['as two', ['set', 'API_KEY', secret, secret]],
    ['as a flag', ['set', 'API_KEY', `--${secret}`]],
    ['as a short one', ['set', 'API_KEY', `-${secret}`]],
    ["as a flag's value", ['set', 'API_KEY', `--stdin=${secret}`]],
    ['as a flag nearly there', ['set', 'API_KEY', '--from-fil', secret]],
    ['after --', ['set', 'API_KEY', '--', secret]],
    ['in the place of the key', ['set', secret, 'API_KEY']],
    ['in the place of the action', [secret]],
    ['glued to the key', [`API_KEY=${secret}`]],
    ['for a key that is not there', ['set', 'API_KEYY', secret]],
    ['beside a reference', ['set', 'API_KEY', secret, '--from-env', 'X']],
    ['to get', ['get', 'API_KEY', secret]],
    ['with --json', ['set', 'API_KEY', secret, '--json']],
  ])('on the command line, %s, is refused and not repeated', (_name, words) => {
    const {home} = weatherHome({'config/config.json': {}})
    const {status, stdout, stderr} = config(home, ...words)
    expect({status, said: (stdout + stderr).includes(secret)}).toEqual({status: 2, said: false})
    expect(stdout + stderr).not.toBe('')
    expect(filesWith(home, secret)).toEqual([])
    expect(readFileSync(join(home, 'config/config.json'), 'utf8')).toBe('{}')
  })

  test.each([
    ['with a character that the manifest does not take', `${secret} !`],
    ['with an escape', `${secret}\u001b[2J`],
    ['with a NUL', `${secret}\u0000`],
    ['that is too long', secret.repeat(5000)],
    ['that is no text', Buffer.concat([Buffer.from(secret), Buffer.from([0xff])])],
    ['that is nothing', ''],
  ])('from stdin %s is refused and not repeated', (_name, input) => {
    const {home} = weatherHome()
    for (const more of [[], ['--json']]) {
      const {status, stdout, stderr} = withStdin(home, input, 'set', 'API_KEY', '--stdin', ...more)
      expect({status, said: (stdout + stderr).includes(secret)}).toEqual({status: 2, said: false})
    }
    expect(filesWith(home, secret)).toEqual([])
  })

  test('that stands in the configuration as text is not shown either, right or wrong', async () => {
    for (const text of [secret, `${secret} wrong`]) {
      const around = weatherHome({'config/config.json': {plugins: {weather: {API_KEY: text}}}})
      await approveWeather(around)
      for (const words of [
        ['plugin', 'config', 'weather'],
        ['plugin', 'config', 'weather', '--json'],
        ['weather'],
        ['weather', '--json'],
        ['doctor', '--json'],
      ]) {
        const {stdout, stderr} = parrot(around.home, words)
        expect(stdout + stderr).not.toContain(secret)
      }
      expect(config(around.home).stdout).toMatch(/API_KEY +secret +set from the configuration/)
      expect(filesWith(around.home, secret)).toEqual(['config/config.json'])
    }
  })

  test('is not asked for where nobody sits', () => {
    const {home} = weatherHome()
    expect(config(home, 'set', 'API_KEY')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nobody at a terminal'),
    })
  })

  test('that a file holds is read at the run, as long as nobody else can read it', async () => {
    const around = weatherHome()
    const file = join(around.home, 'key.txt')
    writeFileSync(file, secret, {mode: 0o600})
    expect(config(around.home, 'set', 'API_KEY', '--from-file', 'key.txt')).toMatchObject({
      status: 0,
      stderr: '',
    })
    expect(config(around.home, 'get', 'API_KEY').stdout).toBe(`file ${file}\n`)
    await approveWeather(around)
    chmodSync(file, 0o644)
    const refused = parrot(around.home, ['weather'])
    expect(refused).toMatchObject({
      status: 70,
      stdout: '',
      stderr: expect.stringContaining(`chmod 600 ${file}`),
    })
    expect(filesWith(around.home, secret)).toEqual(['key.txt'])
  })
})

needs('script', 'apt-get install bsdutils')('at a terminal', () => {
  test.each([[[]], [['--stdin']]])('a secret is asked for and not shown, with %j', async (more) => {
    const {home} = weatherHome()
    const terminal = openTerminal(home, ['plugin', 'config', 'weather', 'set', 'API_KEY', ...more])
    await terminal.see('API_KEY (not shown): ')
    terminal.press(`${secret}x\u007f\r`)
    const {status, screen} = await terminal.ended
    expect(status).toBe(0)
    expect(screen).toContain('is set from file')
    for (const part of [secret, 'sk-7']) expect(screen).not.toContain(part)
    expect(readFileSync(join(home, 'config/secrets/weather/API_KEY'), 'utf8')).toBe(`${secret}\n`)
    expect(filesWith(home, secret)).toEqual(['config/secrets/weather/API_KEY'])
  })

  test.each([
    ['control and C', '\u0003'],
    ['control and D', '\u0004'],
  ])('%s leaves everything as it was', async (_name, key) => {
    const {home} = weatherHome()
    const terminal = openTerminal(home, ['plugin', 'config', 'weather', 'set', 'API_KEY'])
    await terminal.see('API_KEY (not shown): ')
    terminal.press(key === '\u0004' ? key : `typed-h4lfway${key}`)
    const {status, screen} = await terminal.ended
    expect({status, said: screen.includes('nothing was given')}).toEqual({status: 2, said: true})
    expect(filesWith(home, 'typed-h4lfway')).toEqual([])
  })
})

test('many at once all count, in either format', async () => {
  for (const [name, text] of [
    ['config.json', '{}'],
    ['config.yaml', '# mine\n'],
  ] as const) {
    const keys = ['CITY', 'UNITS', 'LOUD', 'STATIONS', 'FOLDER', 'DAYS']
    const values = ['Thun', 'imperial', 'true', 'a', '/srv', '4']
    const {home} = weatherHome({[`config/${name}`]: text})
    const ends = keys.map((key, at) =>
      once(startParrot(home, ['plugin', 'config', 'weather', 'set', key, values[at] ?? '']), 'exit'),
    )
    expect((await Promise.all(ends)).map(([status]) => status as number)).toEqual(keys.map(() => 0))
    expect(keys.map((key) => config(home, 'get', key).stdout.trim())).toEqual(values)
    expect(readFileSync(join(home, 'config', name), 'utf8').startsWith('# mine')).toBe(name === 'config.yaml')
  }
})
