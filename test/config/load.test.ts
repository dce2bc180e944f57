import {spawnSync} from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {says} from '../../src/text/problem.ts'
import {newHome, put} from '../home.ts'

type Home = ReturnType<typeof newHome>

/** As an ordinary user would be answered: root never reads a project's file. */
const load = (home: Home, uid = home.uid) =>
  loadConfig({...home, uid}, {...pathsFor(home), system: join(home.home, 'etc')})

async function configOf(home: Home) {
  const loaded = await load(home)
  if ('problems' in loaded) throw new Error(loaded.problems.map(says).join('\n'))
  return loaded.config
}

async function problemsOf(home: Home): Promise<string[]> {
  const loaded = await load(home)
  return 'problems' in loaded ? loaded.problems.map(says) : []
}

test('without a file everything has its default', async () => {
  const config = await configOf(newHome())
  expect(config).toMatchObject({
    plugins: {},
    rbac: {},
    audit: {heads: []},
    limits: {timeoutMs: 86_400_000, graceMs: 5000},
  })
})

describe('every format says the same', () => {
  const wanted = {backup: {KEEP: 7}}
  test.each([
    ['config.json', '{"plugins": {"backup": {"KEEP": 7}}}'],
    ['config.yaml', 'plugins:\n  backup:\n    KEEP: 7\n'],
    ['config.yml', 'plugins: {backup: {KEEP: 7}}'],
    ['config.mjs', 'export default {plugins: {backup: {KEEP: 7}}}'],
    ['config.cjs', 'module.exports = {plugins: {backup: {KEEP: 7}}}'],
    ['config.ts', 'const KEEP: number = 7\nexport default {plugins: {backup: {KEEP}}}'],
  ])('%s', async (name, text) => {
    expect((await configOf(newHome({[`config/${name}`]: text}))).plugins).toEqual(wanted)
  })
})

test("the user's file goes over the system's, section by section", async () => {
  const home = newHome({
    'etc/config.json': {plugins: {a: {X: 1}, b: {Y: 1}}, limits: {timeoutMs: 1000, graceMs: 10}},
    'config/config.json': {plugins: {a: {X: 2}}, limits: {timeoutMs: 2000}},
  })
  const {plugins, limits} = await configOf(home)
  expect(plugins).toEqual({a: {X: 2}, b: {Y: 1}})
  expect(limits).toMatchObject({timeoutMs: 2000, graceMs: 10})
})

describe('a file that is wrong is named with its place', () => {
  test.each([
    ['half-written JSON', 'config.json', '{"plugins": {\n  "a": ', /config\.json:\d+:\d+: /],
    ['wrong YAML', 'config.yaml', 'plugins:\n  a: [1, 2\n', /config\.yaml:3:\d+: /],
    [
      'an unknown key',
      'config.json',
      '{"pluggins": {}}',
      /config\.json:1:2: pluggins is not a key; the nearest is plugins\./,
    ],
    ['a wrong type', 'config.json', '{"limits": {"timeoutMs": "soon"}}', /limits\.timeoutMs: .*number/],
    ['a relative path', 'config.json', '{"rbac": {"roles": "roles.json"}}', /rbac\.roles: an absolute path/],
    ['code that throws', 'config.mjs', 'throw new Error("no luck")', /config\.mjs:\d+:\d+: no luck/],
  ])('%s', async (_, name, text, message) => {
    expect(await problemsOf(newHome({[`config/${name}`]: text}))).toEqual([expect.stringMatching(message)])
  })
})

test('what passed once is believed only as long as nobody wrote to it', async () => {
  const home = newHome({'config/config.yaml': 'limits:\n  pids: 64\n'})
  const file = join(home.home, 'config/config.yaml')
  const note = join(home.home, 'cache/configuration.json')
  const long = new Date(Date.now() - 10_000)
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect((await configOf(home)).limits.pids).toBe(64)
  const noted = readFileSync(note, 'utf8')
  expect(noted).toContain(file)
  expect((await configOf(home)).limits.pids).toBe(64)
  writeFileSync(file, 'limits:\n  pids: 0 \n')
  utimesSync(file, long, long)
  expect(await problemsOf(home)).toEqual([expect.stringMatching(/config\.yaml:2:3: limits\.pids: /)])
})

describe('a file that others could have written is refused', () => {
  test('writable by the group or by everyone', async () => {
    const home = newHome({'config/config.json': {}})
    chmodSync(join(home.home, 'config/config.json'), 0o660)
    expect(await problemsOf(home)).toEqual([expect.stringContaining('can be written by others')])
  })

  test('a link, a folder, and one of more than 1 MiB', async () => {
    const home = newHome({'elsewhere.json': {}})
    mkdirSync(join(home.home, 'config'))
    symlinkSync(join(home.home, 'elsewhere.json'), join(home.home, 'config/config.json'))
    expect(await problemsOf(home)).toEqual([expect.stringContaining('symbolic link')])
    const folder = newHome()
    mkdirSync(join(folder.home, 'config/config.json'), {recursive: true})
    expect(await problemsOf(folder)).toEqual([expect.stringContaining('not a regular file')])
    expect(await problemsOf(newHome({'config/config.json': ' '.repeat(1_048_577)}))).toEqual([
      expect.stringContaining('larger than 1048576 bytes'),
    ])
  })

  test.runIf(process.getuid?.() === 0)("somebody else's", async () => {
    const home = newHome({'config/config.json': {}})
    chownSync(join(home.home, 'config/config.json'), 12_345, 12_345)
    expect(await problemsOf(home)).toEqual([expect.stringContaining('belongs to uid 12345')])
  })
})

describe('the folder one stands in', () => {
  const project = (files: Record<string, unknown>) => {
    const home = newHome(
      Object.fromEntries(Object.entries(files).map(([name, content]) => [`project/${name}`, content])),
    )
    return {...home, cwd: join(home.home, 'project')}
  }
  const asUser = async (home: Home) => {
    const owner = 12_345
    chownRecursive(join(home.home, 'project'), owner)
    return load(home, owner)
  }

  test.runIf(process.getuid?.() === 0)('may tune plugins, in JSON or YAML', async () => {
    const loaded = await asUser(project({'.parrotrc.yaml': 'plugins: {hello: {HELLO_MESSAGE: hi}}'}))
    expect(loaded).toMatchObject({config: {project: {hello: {HELLO_MESSAGE: 'hi'}}}, warnings: []})
  })

  test.runIf(process.getuid?.() === 0)(
    'cannot say anything about rights or paths: the file is left out with a warning',
    async () => {
      for (const key of ['rbac', 'audit', 'limits', 'pluginFolders', '$import']) {
        const loaded = await asUser(project({'.parrotrc.json': {[key]: {}}}))
        expect(loaded).toMatchObject({config: {project: {}}, warnings: [{code: 'config_project'}]})
      }
    },
  )

  test('runs no code, though cosmiconfig’s own search would', async () => {
    const module =
      'import fs from "node:fs"; fs.writeFileSync(new URL("ran", import.meta.url), ""); export default {}'
    const home = project({
      '.parrotrc.mjs': module,
      'parrot.config.mjs': module,
      '.config/config.js': module,
      'package.json': {type: 'module', parrot: {rbac: {}}},
    })
    const ran = () => ['ran', '.config/ran'].map((file) => existsSync(join(home.cwd, file)))
    const before = process.cwd()
    process.chdir(home.cwd)
    try {
      expect(await load(home)).toMatchObject({config: {project: {}}, warnings: []})
    } finally {
      process.chdir(before)
    }
    expect(ran()).toEqual([false, false])

    const naive = `import('${import.meta.resolve('cosmiconfig')}').then(({cosmiconfig}) => cosmiconfig('parrot').search())`
    spawnSync(process.execPath, ['-e', naive], {cwd: home.cwd})
    expect(ran()).toContain(true)
  })

  test.runIf(process.getuid?.() === 0)('is not heard at all by root', async () => {
    expect(
      await load(project({'.parrotrc.json': {plugins: {hello: {HELLO_MESSAGE: 'evil'}}}})),
    ).toMatchObject({config: {project: {}}})
  })
})

describe('variables', () => {
  const withEnv = (env: Record<string, string>) => {
    const home = newHome()
    return {...home, env: {...home.env, ...env}}
  }

  test("the seeds' thresholds and files are heard", async () => {
    const config = await configOf(
      withEnv({PARROT_DISK_THRESHOLD: '70', PARROT_RBAC_ROLES_FILE: '/etc/roles.json'}),
    )
    expect(config.variables).toEqual({DISK_THRESHOLD: '70'})
    expect(config.rbac.roles).toBe('/etc/roles.json')
  })

  test.each([
    [{}, {attempts: 3, delayMs: 5000}],
    [
      {PARROT_RETRY_COUNT: '10', PARROT_RETRY_DELAY: '7'},
      {attempts: 10, delayMs: 7000},
    ],
    [
      {PARROT_RETRY_COUNT: '1', PARROT_RETRY_DELAY: '250ms'},
      {attempts: 1, delayMs: 250},
    ],
    [{PARROT_RETRY_DELAY: '0'}, {attempts: 3, delayMs: 0}],
    [
      {PARROT_RETRY_COUNT: '', PARROT_RETRY_DELAY: ''},
      {attempts: 3, delayMs: 5000},
    ],
  ])('of the seeds’ for retries: %j', async (env, retries) => {
    expect(await load(withEnv(env))).toMatchObject({config: {retries}, warnings: []})
  })

  test.each([
    ['PARROT_RETRY_COUNT', ['0', '11', '-1', '3x', '1e1', ' 3', '999999999']],
    ['PARROT_RETRY_DELAY', ['-1', '5 s', '3601', '2h', 'soon', '1.5']],
    ['PARROT_RATE_LIMIT', ['0', 'abc', '-1', '1000001', '1.5']],
    ['PARROT_RATE_LIMIT_WINDOW', ['0', 'abc', '25h', '-1']],
    ['PARROT_CONFIG_WATCH_ENABLED', ['perhaps']],
    ['PARROT_EVENT_RETENTION_DAYS', ['36501', 'long']],
  ])('%s that says nothing is refused as a value of a file is', async (name, values) => {
    for (const value of values)
      expect(await load(withEnv({[name]: value})), value).toMatchObject({
        problems: [{code: 'config_variable_wrong', params: {name}}],
      })
  })

  test('of a level, in letters of any size, and of a mailbox or none', async () => {
    expect(await configOf(withEnv({PARROT_LOG_LEVEL: 'WARN'}))).toMatchObject({log: {level: 'warn', keep: 5}})
    expect(await load(withEnv({PARROT_LOG_LEVEL: 'loud'}))).toMatchObject({
      problems: [{code: 'config_variable_wrong'}],
    })
    const name = 'PARROT_ALERT_EMAIL'
    for (const value of ['root', 'ops@example.org', 'a.b+c@x-y.example, root'])
      expect(await load(withEnv({[name]: value})), value).toMatchObject({
        config: {notify: {alertEmail: value}},
      })
    const wrong = [
      'ops@',
      '@example.org',
      'ops@example..org',
      'ops@-x',
      'ops@.',
      'ops at example.org',
      'a@b@c',
    ]
    for (const value of [...wrong, `a@${'x'.repeat(254)}`, `${'x'.repeat(65)}@example.org`])
      expect(await load(withEnv({[name]: value})), value).toMatchObject({
        problems: [{code: 'config_variable', params: {name}}],
      })
  })

  test('go over what the file says of retries', async () => {
    const home = withEnv({PARROT_RETRY_COUNT: '2'})
    put(join(home.home, 'config/config.json'), {retries: {attempts: 5, delayMs: 10, factor: 3}})
    expect((await configOf(home)).retries).toEqual({attempts: 2, delayMs: 10, factor: 3})
  })

  test('a value that would weaken is ignored with a warning', async () => {
    const loaded = await load(
      withEnv({
        PARROT_RBAC_ENABLED: 'FALSE',
        PARROT_EVENT_PERSISTENCE: 'false',
        PARROT_RBAC_STRICT_MODE: 'true',
      }),
    )
    expect(loaded).toMatchObject({
      warnings: [
        {code: 'config_weakening', params: {name: 'PARROT_RBAC_ENABLED'}},
        {code: 'config_weakening', params: {name: 'PARROT_EVENT_PERSISTENCE'}},
      ],
    })
  })
})

function chownRecursive(folder: string, uid: number): void {
  put(join(folder, '.keep'), '')
  for (const file of ['.', '.parrotrc.json', '.parrotrc.yaml', '.keep']) {
    try {
      chownSync(join(folder, file), uid, uid)
    } catch {}
  }
}
