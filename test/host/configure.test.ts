import {spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {settingRows, type SettingRow} from '../../src/host/setting-rows.ts'
import {newHome, put} from '../home.ts'
import {needs} from '../needs.ts'
import {approveWeather, ask, codes, weatherHome, type Home} from './weather.ts'

const set = (home: Home, key: string, given: object) =>
  ask(home, 'plugin_config_set', {name: 'weather', key, ...given})
const unset = (home: Home, key: string, name = 'weather') => ask(home, 'plugin_config_unset', {name, key})
const show = (home: Home, name = 'weather') => ask(home, 'plugin_config_show', {name})

async function row(home: Home, key: string): Promise<SettingRow | undefined> {
  const {output} = await show(home)
  return (output as {settings: SettingRow[]}).settings.find((each) => each.key === key)
}

const configured = (home: Home) =>
  JSON.parse(readFileSync(join(home.home, 'config/config.json'), 'utf8')) as unknown

test('what a plugin is told is in the history: going back after a slip takes none of it away', async () => {
  const home = weatherHome()
  await set(home, 'CITY', {value: 'Thun'})
  writeFileSync(join(home.home, 'config/config.json'), '{"plugins": {', {mode: 0o600})
  expect(await ask(home, 'config_mend', {rollback: true})).toMatchObject({outcome: 'ok'})
  expect(configured(home)).toMatchObject({plugins: {weather: {CITY: 'Thun'}}})
  const {output} = await ask(home, 'config_history')
  expect((output as {kept: {why: string}[]}).kept[0]?.why).toBe('plugin config weather set CITY')
})

describe('a value', () => {
  test.each([
    ['CITY', 'Thun', 'Thun'],
    ['CITY', '', ''],
    ['CITY', '__proto__', '__proto__'],
    ['CITY', 'two\nlines', 'two\nlines'],
    ['DAYS', '5', 5],
    ['DAYS', 5, 5],
    ['UNITS', 'imperial', 'imperial'],
    ['LOUD', 'true', true],
    ['STATIONS', 'a, b', ['a', 'b']],
    ['STATIONS', ['a', 'b c'], ['a', 'b c']],
    ['FOLDER', '/srv/weather', '/srv/weather'],
  ])('%s %j is kept as what it is', async (key, value, kept) => {
    const home = weatherHome()
    expect(await set(home, key, {value})).toMatchObject({outcome: 'ok', output: {setting: {value: kept}}})
    expect(configured(home)).toEqual({plugins: {weather: {[key]: kept}}})
    expect(await row(home, key)).toMatchObject({value: kept, from: join(home.home, 'config/config.json')})
  })

  test.each([
    ['DAYS', 'ten', 'setting_wrong'],
    ['DAYS', '10', 'setting_wrong'],
    ['DAYS', {file: '/etc/hostname'}, 'setting_wrong'],
    ['CITY', 'Bern;reboot', 'setting_wrong'],
    ['CITY', 'x\u0000y', 'setting_wrong'],
    ['CITY', '\u001b[2J', 'setting_wrong'],
    ['CITY', ['a', 'b'], 'setting_wrong'],
    ['CITY', 'x'.repeat(70_000), 'setting_long'],
    ['UNITS', 'Imperial', 'setting_wrong_near'],
    ['UNITS', 'furlongs', 'setting_wrong'],
    ['LOUD', 'yes', 'setting_wrong'],
    ['FOLDER', '/srv/../etc', 'setting_wrong'],
    ['FOLDER', 'srv', 'setting_wrong'],
    ['NOPE', 'x', 'setting_unknown'],
    ['DAY', '1', 'setting_unknown_near'],
    ['__proto__', 'x', 'setting_unknown'],
    ['constructor', 'x', 'setting_unknown'],
    ['CITY\n', 'x', 'setting_unknown_near'],
  ])('%s %.20j is refused, and nothing is written', async (key, value, code) => {
    const home = weatherHome({'config/config.json': {}})
    const result = await set(home, key, {value})
    expect({outcome: result.outcome, codes: codes(result)}).toEqual({outcome: 'invalid_input', codes: [code]})
    expect(configured(home)).toEqual({})
  })

  test('of a plugin that is not there, or of none', async () => {
    const home = weatherHome()
    for (const name of ['nothere', '__proto__', '..', 'x'.repeat(5000), 'a\nb'])
      expect(codes(await ask(home, 'plugin_config_set', {name, key: 'CITY', value: 'x'}))).toEqual([
        'unknown_plugin',
      ])
    expect(codes(await show(home, 'constructor'))).toEqual(['unknown_plugin'])
  })

  test('is for those with the right to configure what they may know of', async () => {
    const roles = {
      ops: {permissions: ['plugin:approve', 'rbac:read']},
      blind: {permissions: ['plugin:configure']},
      conf: {permissions: ['plugin:configure', 'plugin:see:weather']},
    }
    for (const [role, outcome] of [
      ['ops', 'denied'],
      ['blind', 'invalid_input'],
      ['conf', 'ok'],
    ] as const) {
      const home = weatherHome()
      await approveWeather(home)
      put(join(home.home, 'config/rbac_roles.json'), {roles})
      put(join(home.home, 'config/rbac_users.json'), {users: {me: {roles: [role], uid: process.getuid?.()}}})
      expect(await show(home)).toMatchObject({outcome})
      expect(await set(home, 'CITY', {value: 'x'})).toMatchObject({outcome})
      expect(await unset(home, 'CITY')).toMatchObject({outcome})
    }
  })
})

describe('what is taken away', () => {
  test('gives place to the default, or to what another file says', async () => {
    const home = weatherHome({'config/config.json': {plugins: {weather: {CITY: 'Thun', OLD: 'x', DAYS: 3}}}})
    expect(await unset(home, 'CITY')).toMatchObject({
      outcome: 'ok',
      problems: [],
      output: {setting: {value: 'Bern', from: 'default'}},
    })
    expect(await unset(home, 'OLD')).toMatchObject({outcome: 'ok', output: {setting: null}})
    expect(await unset(home, 'DAYS')).toMatchObject({outcome: 'ok', output: {setting: {value: null}}})
    expect(configured(home)).toEqual({})
    expect(await unset(home, 'DAYS')).toMatchObject({outcome: 'ok'})
    expect(codes(await unset(home, 'OLD'))).toEqual(['setting_unknown'])
  })
})

describe('what is shown', () => {
  test('is every setting, what the plugin gets, and who says so', async () => {
    const home = weatherHome({
      'config/config.json': {
        plugins: {weather: {DAYS: '3', LOUD: 'perhaps', OLD: 'was-a-secret', API_KEY: {env: 'W'}}},
      },
    })
    const {output, problems, outcome} = await show(home)
    const file = join(home.home, 'config/config.json')
    expect({outcome, codes: problems.map(({code}) => code)}).toEqual({
      outcome: 'ok',
      codes: ['secret_variable'],
    })
    expect((output as {settings: object[]}).settings).toMatchObject([
      {key: 'CITY', type: 'string', description: 'Where', value: 'Bern', default: 'Bern', from: 'default'},
      {key: 'DAYS', type: 'integer', value: 3, default: null, from: file},
      {key: 'UNITS', value: 'metric', from: 'default'},
      {key: 'LOUD', value: null, from: file},
      {key: 'STATIONS', value: null, from: null},
      {key: 'FOLDER', value: null, from: null},
      {key: 'API_KEY', type: 'secret', value: null, from: file, kept: 'variable W'},
      {key: 'OLD', type: 'unknown', value: null, from: file},
    ])
    expect(JSON.stringify(output)).not.toContain('was-a-secret')
  })

  test("a project's file counts where it may, below the administrator's; a variable of the seeds above all", async () => {
    const home = newHome({
      'config/config.json': {plugins: {health_check: {LOAD_THRESHOLD: 3}}},
      'here/.parrotrc.json': {
        plugins: {health_check: {LOAD_THRESHOLD: 4, MEM_THRESHOLD: 70, BACKUP_HOURS: -1}},
      },
    })
    // Root never hears a project.
    const uid = home.uid === 0 ? 4242 : home.uid
    const env = {...home.env, PARROT_DISK_THRESHOLD: '66'}
    const around = {...home, uid, env, cwd: join(home.home, 'here')}
    const parrot = await openParrot(home)
    const plugin = parrot.catalog.plugins.get('health_check')
    const loaded = plugin?.load()
    if (plugin === undefined || loaded === undefined || 'problem' in loaded) throw new Error('not there')
    const about = {plugin, manifest: loaded.manifest}
    const {rows = []} = await settingRows({around, paths: pathsFor(home)}, about)
    const from = Object.fromEntries(rows.map(({key, value, from}) => [key, [value, from]]))
    expect(from).toMatchObject({
      DISK_THRESHOLD: [66, 'PARROT_DISK_THRESHOLD'],
      LOAD_THRESHOLD: [3, join(home.home, 'config/config.json')],
      MEM_THRESHOLD: [70, join(home.home, 'here/.parrotrc.json')],
      BACKUP_HOURS: [26, 'default'],
    })
    await parrot.close()
  })

  test('what counts is said where it is another than what was set', async () => {
    const home = newHome()
    const around = {...home, env: {...home.env, PARROT_DISK_THRESHOLD: '66'}}
    const values = {name: 'health_check', key: 'DISK_THRESHOLD', value: '70'}
    const result = await ask(around, 'plugin_config_set', values)
    expect({outcome: result.outcome, codes: codes(result)}).toEqual({
      outcome: 'ok',
      codes: ['setting_elsewhere'],
    })
  })
})

describe('a secret', () => {
  /** Nothing in its shape tells what it is. */
  const text = 'correct-horse-battery'

  test('is taken as a secret only, and nothing that was given is in the record', async () => {
    const home = weatherHome()
    for (const [given, code] of [
      [{value: text}, 'secret_argument'],
      [{secret: text, value: text}, 'setting_twice'],
      [{secret: ''}, 'secret_empty'],
      [{secret: `${text} `}, 'secret_wrong'],
      [{secret: `${text}\n${text}`}, 'secret_wrong'],
      [{reference: {fiel: '/x'}}, 'secret_reference'],
      [{reference: {file: join(home.home, 'nothere')}}, 'secret_missing'],
      [{reference: {file: join(home.home, 'config/host.key')}}, 'secret_closed'],
      [{}, 'setting_nothing'],
    ] as const) {
      const result = await set(home, 'API_KEY', given)
      expect({given, codes: codes(result)}).toEqual({given, codes: [code]})
      expect(JSON.stringify(result)).not.toContain(text)
    }
    expect(codes(await set(home, 'CITY', {secret: text}))).toEqual(['setting_no_secret'])
    expect(spawnSync('grep', ['-r', text, home.home]).status).toBe(1)
    // The history of the configuration holds files as they were, and says so.
    const words = ['-r', '--exclude-dir=config-history', text, join(home.home, 'state')]
    const inRecord = () => spawnSync('grep', words).status === 0
    expect(await set(home, 'CITY', {value: text})).toMatchObject({outcome: 'ok'})
    expect(inRecord()).toBe(false)
    expect(codes(await set(home, text, {value: 'x'}))).toEqual(['setting_unknown'])
    expect(inRecord()).toBe(true)
    expect(codes(await set(home, 'CITY', {reference: {env: 'X'}}))).toEqual(['setting_no_secret'])
  })

  test('in a file of its own has to be safe when it is set', async () => {
    const home = weatherHome()
    const file = join(home.home, 'key')
    writeFileSync(file, text, {mode: 0o644})
    chmodSync(file, 0o644)
    expect(codes(await set(home, 'API_KEY', {reference: {file}}))).toEqual(['secret_open'])
    chmodSync(file, 0o600)
    expect(await set(home, 'API_KEY', {reference: {file}})).toMatchObject({
      outcome: 'ok',
      problems: [],
      output: {setting: {kept: `file ${file}`, value: null}},
    })
    expect(codes(await set(home, 'API_KEY', {reference: {env: 'WEATHER_KEY'}}))).toEqual(['secret_variable'])
    expect(configured(home)).toEqual({plugins: {weather: {API_KEY: {env: 'WEATHER_KEY'}}}})
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a run', () => {
  const key = 'sk-7f3a-not-for-anyone'

  test('gets what its settings say at that moment, and does not start without a secret that is named', async () => {
    const home = weatherHome()
    expect(await approveWeather(home)).toMatchObject({outcome: 'ok'})
    await set(home, 'CITY', {value: 'Thun'})
    await set(home, 'API_KEY', {secret: key})
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'ok', output: `${key.length} Thun`})

    const file = join(home.home, 'config/secrets/weather/API_KEY')
    writeFileSync(file, `${key}longer\n`)
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'ok', output: `${key.length + 6} Thun`})
    chmodSync(file, 0o644)
    const open = await ask(home, 'weather')
    expect({outcome: open.outcome, codes: codes(open), exit: open.exit}).toEqual({
      outcome: 'broken',
      codes: ['secret_open'],
      exit: undefined,
    })
    await set(home, 'API_KEY', {reference: {env: 'WEATHER_KEY'}})
    expect(await ask(home, 'weather')).toMatchObject({
      outcome: 'broken',
      problems: [{code: 'secret_variable'}],
    })
    const env = {...home.env, WEATHER_KEY: 'four'}
    expect(await ask({...home, env}, 'weather')).toMatchObject({outcome: 'ok', output: '4 Thun'})
  })

  test('with a folder that nobody agreed to is refused until it is approved', async () => {
    const home = weatherHome({}, {permissions: ['weather:see', 'fs:read:$CONFIG.FOLDER']})
    const folders = ['one', 'two'].map((name) => join(home.home, name))
    for (const folder of folders) mkdirSync(folder, {mode: 0o755})
    const [one = '', two = ''] = folders
    expect(await set(home, 'FOLDER', {value: one})).toMatchObject({outcome: 'ok', problems: []})
    expect(await approveWeather(home)).toMatchObject({outcome: 'ok'})
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'ok'})

    expect(await set(home, 'FOLDER', {value: two})).toMatchObject({
      outcome: 'ok',
      problems: [{code: 'setting_held', params: {words: expect.stringContaining(two)}}],
    })
    const held = await ask(home, 'weather')
    expect({ran: held.exit, refused: ['tampered', 'needs_approval'].includes(held.outcome)}).toEqual({
      ran: undefined,
      refused: true,
    })
    mkdirSync(join(one, 'below'))
    expect(await set(home, 'FOLDER', {value: join(one, 'below')})).toMatchObject({
      outcome: 'ok',
      problems: [],
    })
    await set(home, 'FOLDER', {value: two})
    expect(await approveWeather(home)).toMatchObject({outcome: 'ok'})
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'ok'})
  })

  test('that is not there is set, and said not to be there', async () => {
    const home = weatherHome({}, {permissions: ['weather:see', 'fs:read:$CONFIG.FOLDER']})
    const path = `${home.home}:${home.home}`
    expect(await set(home, 'FOLDER', {value: path})).toMatchObject({
      outcome: 'ok',
      problems: [
        {code: 'setting_path_missing', params: {key: 'FOLDER', path, cause: 'it is not there (ENOENT)'}},
      ],
    })
    expect(await set(home, 'CITY', {value: 'Thun'})).toMatchObject({outcome: 'ok', problems: []})
    expect(await set(home, 'FOLDER', {value: home.home})).toMatchObject({outcome: 'ok', problems: []})
  })

  test('that is none is said of the setting, with what was found: also of one among several', async () => {
    const home = weatherHome({}, {permissions: ['weather:see', 'fs:read:$CONFIG.STATIONS']})
    const told = async (value: unknown) => (await set(home, 'STATIONS', {value})).problems
    const want = expect.stringContaining('an absolute path')
    for (const value of ['docs', ['/srv', 'docs'], '/srv, docs'])
      expect(await told(value)).toEqual([
        {code: 'setting_wrong', params: {plugin: 'weather', key: 'STATIONS', found: '"docs"', want}},
      ])
  })

  test('is never led to what is closed to every plugin', async () => {
    const home = weatherHome({}, {permissions: ['weather:see', 'fs:read:$CONFIG.FOLDER']})
    for (const value of [
      '/',
      '/etc/shadow',
      '/proc',
      join(home.home, 'config'),
      '/root/.ssh',
      '/a*b',
      '/a$b',
    ])
      expect([value, (await set(home, 'FOLDER', {value})).outcome]).toEqual([value, 'invalid_input'])
    expect(await set(home, 'FOLDER', {value: join(home.home, 'fine')})).toMatchObject({outcome: 'ok'})
  })
})

test('a configuration that others can write changes nothing and is not changed', async () => {
  const home = weatherHome({'config/config.json': {}})
  const file = join(home.home, 'config/config.json')
  chmodSync(file, 0o666)
  expect(await set(home, 'CITY', {value: 'x'})).toMatchObject({
    outcome: 'broken',
    problems: [{code: 'config_writable'}],
  })
  expect(await show(home)).toMatchObject({outcome: 'broken'})
  expect(readFileSync(file, 'utf8')).toBe('{}')
  chmodSync(file, 0o600)
  expect(await set(home, 'CITY', {value: 'x'})).toMatchObject({outcome: 'ok'})
})

test("one value more in the user's file takes none of the system's away", async () => {
  const home = newHome()
  put(join(home.home, 'etc/config.json'), {plugins: {weather: {CITY: 'Thun', DAYS: 1}, b: {X: 1}}})
  put(join(home.home, 'config/config.json'), {plugins: {weather: {DAYS: 2}}})
  const loaded = await loadConfig(home, {...pathsFor(home), system: join(home.home, 'etc')})
  expect('config' in loaded && loaded.config.plugins).toEqual({weather: {CITY: 'Thun', DAYS: 2}, b: {X: 1}})
})
