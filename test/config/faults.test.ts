import {chmodSync, chownSync, mkdirSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {z} from 'zod'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {next, says} from '../../src/text/problem.ts'
import {newHome} from '../home.ts'

type Home = ReturnType<typeof newHome>

const load = (home: Home) => loadConfig(home, {...pathsFor(home), system: join(home.home, 'etc')})

/** What is said of a file of this name, with the file's own name in place of its path. */
async function said(name: string, text: string): Promise<readonly string[]> {
  const home = newHome({[`config/${name}`]: text})
  const loaded = await load(home)
  const problems = 'problems' in loaded ? loaded.problems : []
  return problems.map((one) => says(one).replaceAll(join(home.home, 'config/'), ''))
}

const letters = 'abcdefghi'
const bomb = letters
  .split('')
  .map(
    (key, at) =>
      `${key}: &${key} [${Array(9)
        .fill(at === 0 ? 'lol' : `*${letters[at - 1]}`)
        .join(', ')}]`,
  )
  .join('\n')

test('each of thousands of wrong keys is told of, and the schema is looked through as often as for one', async () => {
  const looks = vi.spyOn(z.globalRegistry, 'get')
  onTestFinished(() => looks.mockRestore())
  const lookedFor = async (count: number) => {
    looks.mockClear()
    const plugins = Object.fromEntries(Array.from({length: count}, (_, at) => [`p${at}`, at]))
    expect(await said('config.json', JSON.stringify({plugins}))).toHaveLength(count)
    return looks.mock.calls.length
  }
  const once = await lookedFor(1)
  expect(once).toBeGreaterThan(0)
  expect(await lookedFor(5000)).toBe(once)
})

describe('is refused with its place', () => {
  test.each([
    ['half-written', 'config.json', '{"limits": {\n  "pids": 6', /^config\.json:2:12: /],
    ['half-written', 'config.yaml', 'limits:\n  pids: 64\n  "gra', /^config\.yaml:3:\d+: /],
    ['emptied', 'config.json', '', /^config\.json:1:1: The file is empty/],
    ['emptied', 'config.yaml', '\n\n', /^config\.yaml:1:1: The file is empty/],
    ['zeroes, as after a crash', 'config.yaml', '\0'.repeat(64), /^config\.yaml:1:1: /],
    ['zeroes, as after a crash', 'config.json', '\0'.repeat(64), /^config\.json:1:1: /],
    [
      'a key twice',
      'config.json',
      '{"limits": {"pids": 8,\n "pids": 9}}',
      /^config\.json:2:2: this key is there twice/,
    ],
    ['a key twice', 'config.yaml', 'limits:\n  pids: 8\n  pids: 9\n', /^config\.yaml:3:3: .*unique/],
    [
      'a section twice',
      'config.yaml',
      'install: {signed: true}\ninstall: {}\n',
      /^config\.yaml:2:1: .*unique/,
    ],
    [
      'a key twice by an escape',
      'config.json',
      String.raw`{"limits": {"pids": 8, "p\u0069ds": 9}}`,
      /^config\.json:1:24: /,
    ],
    ['deep', 'config.json', '['.repeat(500_000), /^config\.json:1:\d+: nested more than 32 deep/],
    ['deep', 'config.yaml', '['.repeat(500_000), /^config\.yaml:1:\d+: nested more than 32 deep/],
    [
      'deep by dashes',
      'config.yaml',
      'plugins:\n' + '- '.repeat(250_000),
      /^config\.yaml:2:\d+: nested more than 32/,
    ],
    [
      'deep by question marks',
      'config.yaml',
      '? '.repeat(250_000),
      /^config\.yaml:1:\d+: nested more than 32/,
    ],
    [
      'deep, at the end',
      'config.yaml',
      `plugins:\n  a:\n    X: ${'{a: '.repeat(40)}`,
      /^config\.yaml:3:\d+: nested more/,
    ],
    ['a bomb', 'config.yaml', bomb, /^config\.yaml:2:8: its aliases multiply/],
    [
      'a bomb of merges',
      'config.yaml',
      bomb.replaceAll('[', '{<<: [').replaceAll(']', ']}'),
      /^config\.yaml:\d+:\d+: /,
    ],
    ['an alias of itself', 'config.yaml', 'plugins: &a\n  x: *a\n', /^config\.yaml:\d+:\d+: /],
    ['no such alias', 'config.yaml', 'plugins:\n  x: *nobody\n', /^config\.yaml:2:6: /],
    ['a tag', 'config.yaml', 'plugins:\n  x: !!js/function "() => 1"\n', /^config\.yaml:2:\d+: /],
    ['two documents', 'config.yaml', 'limits: {}\n---\nlimits: {pids: 8}\n', /^config\.yaml:\d+:1: /],
    [
      '__proto__',
      'config.json',
      '{"plugins": {"__proto__": {}}}',
      /^config\.json:1:14: a key may not be called __proto__/,
    ],
    [
      '__proto__',
      'config.yaml',
      'plugins:\n  __proto__: {}\n',
      /^config\.yaml:2:3: a key may not be called __proto__/,
    ],
    ['a number nobody can hold', 'config.yaml', 'limits:\n  pids: .inf\n', /^config\.yaml:2:9: /],
    [
      'a key nobody knows',
      'config.yaml',
      'limits:\n  pdis: 8\n',
      /^config\.yaml:2:3: limits\.pdis is not a key; the nearest is limits\.pids/,
    ],
    [
      'a key nobody knows in an item of a list',
      'config.yaml',
      'subscribers:\n  - {name: a, events: error, email: {to: root}}\n  - {name: b, maxAge: 5000, events: error, email: {to: root}}\n',
      /^config\.yaml:3:15: subscribers\.1\.maxAge is not a key; the nearest is subscribers\.1\.maxAgeMs\./,
    ],
    [
      'one that is like none',
      'config.json',
      '{"subscribers": [{"name": "a", "zzzzzz": 1, "events": "error", "email": {"to": "root"}}]}',
      /^config\.json:1:32: subscribers\.0\.zzzzzz is not a key; there are name, events, plugin, webhook, email, ntfy, syslog, maxAgeMs\./,
    ],
    [
      'one of a table in an item of a list',
      'config.yaml',
      'subscribers:\n  - name: a\n    events: error\n    email:\n      to: root\n      frm: me\n',
      /^config\.yaml:6:7: subscribers\.0\.email\.frm is not a key; the nearest is subscribers\.0\.email\.from\./,
    ],
    [
      'a type of events that there is not, which nothing would ever be told of',
      'config.yaml',
      'subscribers:\n  - name: a\n    events: [BACKUP_*, CALL_FINSHED]\n    email: {to: root}\n',
      /^config\.yaml:3:24: subscribers\.0\.events\.1: a type of events that there is, such as CALL_FINISHED, is wanted/,
    ],
    [
      'a wrong value',
      'config.yaml',
      'limits:\n  pids: "8"\n',
      /^config\.yaml:2:3: limits\.pids: .*number.*found text/,
    ],
    [
      'too little',
      'config.json',
      '{"limits":\n  {"pids": 2}}',
      /^config\.json:2:4: limits\.pids: .*8.*found 2/,
    ],
    ['a list', 'config.yaml', '- limits\n', /^config\.yaml:1:1: the file: .*found a list/],
    ['text', 'config.yaml', 'just words\n', /^config\.yaml:1:1: the file: .*found text/],
    [
      'a wrong key of a signer',
      'config.yaml',
      'install:\n  keys:\n    me: abc\n',
      /^config\.yaml:3:5: install\.keys\.me: a key is wanted/,
    ],
  ])('%s: %s', async (_, name, text, message) => {
    expect(await said(name, text)).toEqual([expect.stringMatching(message)])
  })

  test('100 MB, without reading it', async () => {
    const home = newHome({'config/config.yaml': ''})
    truncateSync(join(home.home, 'config/config.yaml'), 100 * 1024 ** 2)
    expect(await load(home)).toMatchObject({problems: [{code: 'config_too_large'}]})
  })
})

test('deleted is as if there had never been one', async () => {
  expect(await load(newHome())).toMatchObject({config: {limits: {pids: 512}}, warnings: []})
})

test('as many aliases as people write are fine', async () => {
  const home = newHome({
    'config/config.yaml': 'plugins:\n  a: &x {KEY: 1}\n  b: *x\n  c: *x\nlimits:\n',
  })
  expect(await load(home)).toMatchObject({config: {plugins: {a: {KEY: 1}, c: {KEY: 1}}}})
})

describe('who else could write is refused, with the command that mends it', () => {
  test.each([0o602, 0o620, 0o666])('a file of mode %o', async (mode) => {
    const home = newHome({'config/config.yaml': 'limits: {}'})
    const file = join(home.home, 'config/config.yaml')
    chmodSync(file, mode)
    const loaded = await load(home)
    expect('problems' in loaded && loaded.problems.map(next)).toEqual([`Close it: chmod go-w ${file}`])
    chmodSync(file, 0o600)
    expect(await load(home)).toHaveProperty('config')
  })

  test('a folder that everybody can write to', async () => {
    const home = newHome({'config/rbac_users.json': {users: {}}})
    const folder = join(home.home, 'config')
    chmodSync(folder, 0o777)
    const loaded = await load(home)
    expect('problems' in loaded && loaded.problems.map(next)).toEqual([`Close it: chmod go-w ${folder}`])
  })

  test.runIf(process.getuid?.() === 0)("somebody else's config.env and profile", async () => {
    const home = newHome({'config/config.env': 'PARROT_PROFILE=x', 'config/profiles/x.yaml': 'limits:\n'})
    chownSync(join(home.home, 'config/profiles/x.yaml'), 12_345, 12_345)
    expect(await load(home)).toMatchObject({problems: [{code: 'config_foreign'}]})
    chownSync(join(home.home, 'config/config.env'), 12_345, 12_345)
    expect(await load(home)).toMatchObject({problems: [{code: 'config_foreign'}]})
  })

  test('a config.env that is a folder', async () => {
    const home = newHome()
    mkdirSync(join(home.home, 'config/config.env'), {recursive: true})
    writeFileSync(join(home.home, 'config/config.env/x'), '')
    expect(await load(home)).toMatchObject({problems: [{code: 'config_not_a_file'}]})
  })
})
