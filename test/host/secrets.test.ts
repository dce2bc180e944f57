import {spawnSync} from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {pathsFor} from '../../src/config/paths.ts'
import {forgetSettings, setSetting} from '../../src/host/change-settings.ts'
import {withSecrets} from '../../src/host/secrets.ts'
import {referenceOf} from '../../src/host/secrets/reference.ts'
import {newHome, put} from '../home.ts'
import {manifest} from './weather.ts'

const secret = 'sk-7f3a-not-for-anyone'

type Home = ReturnType<typeof newHome>

/** What the plugin would get for this value, or the code of what keeps it from starting. */
function resolved(home: Home, value: unknown, env: Record<string, string> = {}): unknown {
  const paths = {...pathsFor(home), cache: join(home.home, 'cache')}
  const place = {around: {...home, env: {...home.env, ...env}}, paths}
  const read = withSecrets(manifest, {API_KEY: value, CITY: {file: '/etc/passwd'}}, place)
  if ('problems' in read) {
    expect(JSON.stringify(read.problems)).not.toContain(secret)
    return read.problems.map(({code}) => code).join(' ')
  }
  expect(read.values['CITY']).toEqual({file: '/etc/passwd'})
  return read.values['API_KEY']
}

function keyFile(text: string | Buffer = `${secret}\n`): Home & {readonly file: string} {
  const home = newHome()
  const file = join(home.home, 'elsewhere/key')
  mkdirSync(join(file, '..'))
  writeFileSync(file, text, {mode: 0o600})
  return {...home, file}
}

test.each([
  [{file: '/x'}, true],
  [{env: 'A_1'}, true],
  [{credential: 'weather.key'}, true],
  [{file: 'x'}, false],
  [{file: '/x\n'}, false],
  [{file: `/${'x'.repeat(5000)}`}, false],
  [{env: ''}, false],
  [{env: 'A B'}, false],
  [{env: 'A=B'}, false],
  [{credential: '../host.key'}, false],
  [{credential: '..'}, false],
  [{credential: '/x'}, false],
  [{credential: ''}, false],
  [{file: '/x', env: 'A'}, false],
  [{fiel: '/x'}, false],
  [{toString: '/x'}, false],
  [JSON.parse('{"__proto__": "/x"}'), false],
  [{file: 5}, false],
  [{}, false],
  [[], false],
  [['/x'], false],
  ['/x', false],
  [null, false],
])('%j as a reference: %s', (value, is) => {
  expect(referenceOf(value) !== undefined).toBe(is)
})

describe('a file', () => {
  test.each([
    [secret, secret],
    [`${secret}\n`, secret],
    [`${secret}\r\n`, secret],
    [`${secret}\n\n`, `${secret}\n`],
    ['\uFEFFx', '\uFEFFx'],
    ['x'.repeat(64 * 1024), 'x'.repeat(64 * 1024)],
    ['x'.repeat(64 * 1024 + 1), 'secret_too_large'],
    [Buffer.from([0xc3, 0x28]), 'secret_not_text'],
  ])('%.20j', (text, wanted) => {
    const home = keyFile(text)
    expect(resolved(home, {file: home.file})).toBe(wanted)
  })

  const flaws: [string, string, (file: string) => void][] = [
    ['readable by others', 'secret_open', (file) => chmodSync(file, 0o604)],
    ['readable by the group', 'secret_open', (file) => chmodSync(file, 0o640)],
    ['writable by others', 'secret_open', (file) => chmodSync(file, 0o602)],
    ['gone', 'secret_missing', (file) => rmSync(file)],
    ['a folder', 'secret_not_a_file', (file) => [rmSync(file), mkdirSync(file)]],
    [
      'a pipe that nobody writes to',
      'secret_not_a_file',
      (file) => [rmSync(file), spawnSync('mkfifo', [file])],
    ],
    [
      'a link to a good one',
      'secret_link',
      (file) => [
        writeFileSync(`${file}2`, secret, {mode: 0o600}),
        rmSync(file),
        symlinkSync(`${file}2`, file),
      ],
    ],
  ]
  test.each(flaws)('%s', (_name, code, spoil) => {
    const home = keyFile()
    expect(resolved(home, {file: home.file})).toBe(secret)
    spoil(home.file)
    expect(resolved(home, {file: home.file})).toBe(code)
  })

  test.skipIf(process.getuid?.() !== 0)('of somebody else', () => {
    const home = keyFile()
    chownSync(home.file, 4242, 4242)
    expect(resolved(home, {file: home.file})).toBe('secret_foreign')
    expect(resolved({...home, uid: 4242}, {file: home.file})).toBe(secret)
    chownSync(home.file, 0, 0)
    expect(resolved({...home, uid: 4242}, {file: home.file})).toBe(secret)
  })

  test("of Parrot's own, of another plugin, and what is closed to every plugin, however it is written", () => {
    const home = keyFile()
    const own = join(home.home, 'config')
    put(join(own, 'host.key'), secret)
    put(join(own, 'secrets/backup/API_KEY'), secret)
    put(join(own, 'secrets/weather/API_KEY'), secret)
    put(join(home.home, 'state/x'), secret)
    put(join(home.home, '.ssh/id_ed25519'), secret)
    symlinkSync(own, join(home.home, 'way-round'))
    const at = (file: string) => resolved(home, {file: join(home.home, file)})
    expect(at('config/secrets/weather/API_KEY')).toBe(secret)
    expect(at('way-round/secrets/weather/API_KEY')).toBe(secret)
    for (const file of [
      'config/host.key',
      'config/secrets/backup/API_KEY',
      'config/secrets/weather/../backup/API_KEY',
      'way-round/host.key',
      'state/x',
      '.ssh/id_ed25519',
    ])
      expect([file, at(file)]).toEqual([file, 'secret_closed'])
    expect(resolved(home, {file: '/proc/self/environ'})).toMatch(/^secret_/)
  })
})

test('a variable, when it is there', () => {
  const home = newHome()
  expect(resolved(home, {env: 'WEATHER_KEY'}, {WEATHER_KEY: secret})).toBe(secret)
  expect(resolved(home, {env: 'WEATHER_KEY'})).toBe('secret_variable')
  expect(resolved(home, {env: 'toString'})).toBe('secret_variable')
})

test('a credential, as systemd hands it over', () => {
  const home = keyFile()
  const CREDENTIALS_DIRECTORY = join(home.file, '..')
  expect(resolved(home, {credential: 'key'}, {CREDENTIALS_DIRECTORY})).toBe(secret)
  chmodSync(home.file, 0o440)
  expect(resolved(home, {credential: 'key'}, {CREDENTIALS_DIRECTORY})).toBe(secret)
  chmodSync(home.file, 0o444)
  expect(resolved(home, {credential: 'key'}, {CREDENTIALS_DIRECTORY})).toBe('secret_open')
  expect(resolved(home, {credential: 'nothere'}, {CREDENTIALS_DIRECTORY})).toBe('secret_missing')
  expect(resolved(home, {credential: 'key'}, {CREDENTIALS_DIRECTORY: 'elsewhere'})).toBe('secret_credential')
  expect(resolved(home, {credential: 'key'})).toBe('secret_credential')
})

test('anything else that is no text is refused, and text stays text', () => {
  const home = newHome()
  expect(resolved(home, {fiel: '/x'})).toBe('secret_reference')
  expect(resolved(home, [secret])).toBe('secret_reference')
  expect(resolved(home, secret)).toBe(secret)
})

describe('what is kept', () => {
  const placeOf = (home: Home) => ({around: home, paths: pathsFor(home), now: Date.now, by: 'ada'})
  const keep = (home: Home, text = secret) => setSetting(placeOf(home), 'weather', 'API_KEY', {secret: text})
  const folder = (home: Home) => join(home.home, 'config/secrets')

  test('can be read by its owner only, and is gone with its last trace', async () => {
    const home = newHome()
    expect(await keep(home)).toMatchObject({file: join(home.home, 'config/config.json')})
    const file = join(folder(home), 'weather/API_KEY')
    const modes = [folder(home), join(file, '..'), file].map((path) =>
      (statSync(path).mode & 0o777).toString(8),
    )
    expect(modes).toEqual(['700', '700', '600'])
    expect(readFileSync(file, 'utf8')).toBe(`${secret}\n`)
    writeFileSync(join(file, '../.API_KEY.new'), secret)
    const place = placeOf(home)
    expect(await setSetting(place, 'weather', 'API_KEY', {value: {env: 'X'}})).not.toHaveProperty('problems')
    expect([existsSync(file), existsSync(join(file, '../.API_KEY.new'))]).toEqual([false, false])
    await keep(home)
    expect(await forgetSettings(place, 'weather')).toEqual([])
    expect(existsSync(join(folder(home), 'weather'))).toBe(false)
    expect(readFileSync(join(home.home, 'config/config.json'), 'utf8')).toBe('{}\n')
  })

  test.each([
    ['a link', (at: string, home: Home) => symlinkSync(home.cwd, at)],
    ['open to others', (at: string) => mkdirSync(at, {mode: 0o755})],
    ['a file', (at: string) => writeFileSync(at, '')],
  ])('not in a folder that is %s', async (_name, spoil) => {
    for (const spoilt of ['secrets', 'secrets/weather']) {
      const home = newHome({'config/config.json': {}})
      if (spoilt !== 'secrets') mkdirSync(folder(home), {mode: 0o700})
      spoil(join(home.home, 'config', spoilt), home)
      expect(await keep(home)).toHaveProperty('problems')
      expect(readFileSync(join(home.home, 'config/config.json'), 'utf8')).toBe('{}')
      expect(spawnSync('grep', ['-r', secret, home.home]).status).toBe(1)
    }
  })

  test('of one plugin is forgotten and nothing else, whatever the name says', async () => {
    const home = newHome({'config/config.json': {plugins: {other: {A: 1}}}})
    await keep(home)
    const place = placeOf(home)
    for (const name of ['..', '.', '', 'other', '../..', 'weather/..', '__proto__', 'constructor'])
      expect(await forgetSettings(place, name)).toEqual([])
    expect(readFileSync(join(folder(home), 'weather/API_KEY'), 'utf8')).toBe(`${secret}\n`)
    expect(JSON.parse(readFileSync(join(home.home, 'config/config.json'), 'utf8'))).toEqual({
      plugins: {weather: {API_KEY: {file: join(folder(home), 'weather/API_KEY')}}},
    })
    rmSync(join(folder(home), 'weather'), {recursive: true})
    symlinkSync(home.cwd, join(folder(home), 'weather'))
    expect(await forgetSettings(place, 'weather')).toEqual([])
    expect(lstatSync(folder(home)).isDirectory() && existsSync(home.cwd)).toBe(true)
  })

  test('goes also where the configuration is a program, which has to be changed by hand', async () => {
    const file = (home: Home) => join(folder(home), 'weather/API_KEY')
    const home = newHome({'config/config.mjs': ''})
    put(join(home.home, 'config/config.mjs'), 'export default {}')
    expect(await keep(home)).toMatchObject({problems: [{code: 'config_program'}]})
    expect(existsSync(file(home))).toBe(false)
    const other = newHome()
    const says = {plugins: {weather: {API_KEY: {file: file(other)}}}}
    put(join(other.home, 'config/config.mjs'), `export default ${JSON.stringify(says)}`)
    expect(await keep(other)).not.toHaveProperty('problems')
    expect(readFileSync(file(other), 'utf8')).toBe(`${secret}\n`)
    const problems = await forgetSettings(placeOf(other), 'weather')
    expect(problems).toMatchObject([{code: 'config_program_less', params: {lines: 'plugins.weather'}}])
    expect(existsSync(file(other))).toBe(false)
  })
})
