import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {emptyHome} from './fixtures.ts'
import {bin, environment} from './program.ts'

const run = (home: string, more: Record<string, string> = {}, before: readonly string[] = []) =>
  spawnSync(process.execPath, [...before, bin, '--version'], {env: environment(home, more), encoding: 'utf8'})

/** What makes a Node say that it is an old one. */
function pretending(home: string): readonly string[] {
  const pretend = join(home, 'old.cjs')
  writeFileSync(pretend, "Object.defineProperty(process.versions, 'node', {value: '12.22.12'})")
  return ['--require', pretend]
}

test('an older Node is told in two lines which one is needed and how to get it', () => {
  const home = emptyHome()
  mkdirSync(join(home, 'bin'))
  writeFileSync(join(home, 'bin/parrot'), readFileSync(bin))
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [...pretending(home), join(home, 'bin/parrot'), '--version'],
    {env: environment(home), encoding: 'utf8'},
  )
  expect({status, stdout}).toEqual({status: 70, stdout: ''})
  expect(stderr).toMatch(
    /^Error: Parrot needs Node 26 or newer, and .+ is Node 12\.22\.12\.\n→ .*npx parrot.*npm i -g node@26.*\n$/,
  )
})

test('an older Node starts the one that Parrot brings, with the same words, streams, status and signals', async () => {
  const home = emptyHome()
  const old = pretending(home)
  const version = run(home).stdout
  expect(run(home, {}, old)).toMatchObject({status: 0, stdout: version, stderr: ''})
  const argv = [...old, bin, 'run', 'no_such_thing']
  expect(spawnSync(process.execPath, argv, {env: environment(home)}).status).toBe(127)

  const agent = spawn(process.execPath, [...old, bin, 'mcp'], {env: environment(home)})
  agent.stdin.write(
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\n',
  )
  const [answer] = (await once(agent.stdout, 'data')) as [Buffer]
  expect(answer.toString()).toContain('"serverInfo"')
  agent.kill('SIGTERM')
  const [status, signal] = (await once(agent, 'exit')) as [number | null, string | null]
  expect(status ?? signal).toBe(await endOf(home))
})

/** How Parrot itself ends at a SIGTERM. */
async function endOf(home: string): Promise<number | string | null> {
  const agent = spawn(process.execPath, [bin, 'mcp'], {env: environment(home)})
  agent.stdin.write('{}\n')
  await once(agent.stdout, 'data')
  agent.kill('SIGTERM')
  const [status, signal] = (await once(agent, 'exit')) as [number | null, string | null]
  return status ?? signal
}

test('the start file has nothing in it that Node 12 cannot read', () => {
  const source = readFileSync(bin, 'utf8')
  const newer =
    /\?\?|\?\.|\|\|=|&&=|'node:|\bimport\b|\bawait\b|^\s*static|#\w+\s*[=(]|\d_\d|\.at\(|replaceAll/m
  expect('a ?? b').toMatch(newer)
  expect(source.replaceAll(/\/\/.*|`[^`]*`|'[^']*'/g, '')).not.toMatch(newer)
})

test('where Parrot is not built it says so', () => {
  const home = emptyHome()
  mkdirSync(join(home, 'bin'))
  writeFileSync(join(home, 'bin', 'parrot'), readFileSync(bin))
  const {status, stderr} = spawnSync(process.execPath, [join(home, 'bin', 'parrot')], {
    env: environment(home),
    encoding: 'utf8',
  })
  expect({status, stderr}).toMatchObject({
    status: 70,
    stderr: expect.stringMatching(/^Error: Parrot is not built: .*\n→ .*npm ci\n$/),
  })
})

/** Did this run leave compiled code in the folder? */
const used = (folder: string) => existsSync(folder) && readdirSync(folder).length > 0

test("compiled code is kept in a folder of one's own, made for oneself only", () => {
  const home = emptyHome()
  expect(run(home)).toMatchObject({status: 0, stderr: ''})
  expect(used(join(home, 'cache/code'))).toBe(true)

  const xdg = emptyHome()
  expect(run(xdg, {PARROT_HOME: '', XDG_CACHE_HOME: join(xdg, 'x')})).toMatchObject({status: 0, stderr: ''})
  expect(used(join(xdg, 'x/parrot/code'))).toBe(true)
  expect(run(xdg, {PARROT_HOME: 'relative', XDG_CACHE_HOME: 'relative'})).toMatchObject({
    status: 0,
    stderr: '',
  })
  expect(used(join(xdg, '.cache/parrot/code'))).toBe(true)
})

test('a cache that others can write to, or could put another one in the place of, is not used', () => {
  const open = emptyHome()
  mkdirSync(join(open, 'cache/code'), {recursive: true})
  chmodSync(join(open, 'cache/code'), 0o770)
  expect(run(open)).toMatchObject({status: 0, stderr: ''})
  expect(used(join(open, 'cache/code'))).toBe(false)

  const above = emptyHome()
  mkdirSync(join(above, 'cache/code'), {recursive: true, mode: 0o700})
  chmodSync(join(above, 'cache'), 0o777)
  expect(run(above)).toMatchObject({status: 0, stderr: ''})
  expect(used(join(above, 'cache/code'))).toBe(false)

  const link = emptyHome()
  mkdirSync(join(link, 'cache'), {mode: 0o700})
  mkdirSync(join(link, 'elsewhere'), {mode: 0o777})
  chmodSync(join(link, 'elsewhere'), 0o777)
  symlinkSync(join(link, 'elsewhere'), join(link, 'cache/code'))
  expect(run(link)).toMatchObject({status: 0, stderr: ''})
  expect(used(join(link, 'elsewhere'))).toBe(false)
})

test.skipIf(process.getuid?.() !== 0)("as root a cache of somebody else's is not used", () => {
  for (const theirs of ['cache', 'cache/code']) {
    const home = emptyHome()
    mkdirSync(join(home, 'cache/code'), {recursive: true, mode: 0o700})
    chmodSync(join(home, 'cache/code'), 0o700)
    chownSync(join(home, theirs), 12_345, 12_345)
    expect(run(home)).toMatchObject({status: 0, stderr: ''})
    expect({theirs, used: used(join(home, 'cache/code'))}).toEqual({theirs, used: false})
  }
})

test('the source runs as it is', () => {
  const {status, stdout, stderr} = spawnSync(process.execPath, [join(root, 'bin/dev.js'), 'can', '--help'], {
    env: environment(emptyHome()),
    encoding: 'utf8',
  })
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  expect(stdout).toContain('parrot can WHO WHAT')
})

test('a home that is not an absolute path is none, and one that is not there is not made', () => {
  const home = emptyHome()
  const parrot = (more: Record<string, string>, args = ['whoami']) =>
    spawnSync(process.execPath, [bin, ...args], {env: environment(home, more), encoding: 'utf8', cwd: home})
  const caches = {XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home, XDG_CACHE_HOME: home}
  expect(parrot({PARROT_HOME: '', HOME: 'relative', ...caches})).toMatchObject({status: 0, stderr: ''})
  expect(existsSync(join(home, 'relative'))).toBe(false)

  const gone = join(home, 'gone')
  const missing = parrot({PARROT_HOME: '', HOME: gone})
  expect({...missing, stderr: missing.stderr.split('\n')[0]}).toMatchObject({
    status: 70,
    stdout: '',
    stderr: `Error: Your home ${gone} is not there, and it is not for Parrot to make.`,
  })
  for (const args of [['whoami', '--json'], ['hello'], ['autocomplete'], ['--version']])
    parrot({PARROT_HOME: '', HOME: gone}, args)
  expect(existsSync(gone)).toBe(false)
  expect(parrot({HOME: gone})).toMatchObject({status: 0, stderr: ''})
})
