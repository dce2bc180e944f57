import {chmodSync, readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {evaluate} from '../../src/config/evaluate.ts'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {says} from '../../src/text/problem.ts'
import {newHome, put} from '../home.ts'

type Home = ReturnType<typeof newHome>

const load = (home: Home) => loadConfig(home, {...pathsFor(home), system: join(home.home, 'etc')})

async function said(home: Home): Promise<readonly string[]> {
  const loaded = await load(home)
  const problems = 'problems' in loaded ? loaded.problems : []
  return problems.map((one) => says(one).replaceAll(join(home.home, 'config/'), ''))
}

/** A time ago, so that it counts as one that nobody writes to just now. */
function settled(file: string): void {
  const at = Date.now() / 1000 - 60
  utimesSync(file, at, at)
}

test('a program gives what it computes, with what stands beside it, and what it prints goes nowhere', async () => {
  const home = newHome({
    'config/beside.mts': 'export const least: number = 60',
    'config/config.ts': `import {least} from './beside.mts'
      console.log('{"limits": {}}'); process.stdout.write('x'); console.error('y')
      export default {limits: {pids: least + 4}}`,
  })
  expect(await load(home)).toMatchObject({config: {limits: {pids: 64}}})
})

describe('what one does ends nobody else, and is told by its place', () => {
  test.each([
    ['config.mjs', 'process.exit(0)', /^config\.mjs:1:1: it ended before it had given a configuration/],
    ['config.mjs', 'const a = 1\nexport default {a: oops}', /^config\.mjs:2:20: oops is not defined/],
    ['config.mjs', 'export default {\n  limits: {}\n  b: 1}', /^config\.mjs:3:3: Unexpected/],
    ['config.mjs', 'throw "\\u001b[2J\\nno"', /^config\.mjs:1:1: \\u\{1b\}\[2J/],
    ['config.cjs', 'process.kill(process.pid, 9)', /^config\.cjs:1:1: it ended before/],
    [
      'config.mjs',
      `export default {plugins: {a: {X: 'y'.repeat(2e6)}}}`,
      /^config\.mjs:1:1: it gave or said too much/,
    ],
    [
      'config.ts',
      'export default {\n  plugins: {\n    backup: {KEEP: () => 7},\n  },\n}',
      /^config\.ts:3:14: plugins\.backup\.KEEP is a function; only what JSON has/,
    ],
    ['config.mjs', 'const a = {}\na.a = a\nexport default a', /a\.?a? is a part of itself/],
    ['config.mjs', 'export default {plugins: {a: {X: new Date()}}}', /plugins\.a\.X is a Date/],
    ['config.mjs', 'export default {limits: {\n  pids: 2}}', /^config\.mjs:2:3: limits\.pids: .*found 2/],
    ['config.mjs', 'export default {limits: {pids: 0 / 0}}', /^config\.mjs:1:26: limits\.pids is NaN/],
  ])('%s: %s', async (name, text, message) => {
    expect(await said(newHome({[`config/${name}`]: text}))).toEqual([expect.stringMatching(message)])
  })

  test('one that goes on for ever, or takes ever more memory, is ended', async () => {
    const home = newHome({
      'loop.mjs': 'while (true) {}',
      'more.mjs': 'const a = []\nfor (;;) a.push(Array(1e5).fill(1))',
    })
    const bounds = {ms: 3000, heapMiB: 64, bytes: 4096}
    const [late, memory] = await Promise.all([
      evaluate(join(home.home, 'loop.mjs'), bounds),
      evaluate(join(home.home, 'more.mjs'), {...bounds, ms: 30_000}),
    ])
    expect([late.end, memory.end]).toEqual(['late', 'memory'])
    expect(late.files).toEqual([join(home.home, 'loop.mjs')])
    expect(children()).toEqual([])
  }, 40_000)

  test('it writes nothing, starts nothing, asks nobody, and sees no variable of the host', async () => {
    process.env['PARROT_TEST_SECRET'] = 'hunter2'
    const home = newHome()
    const file = join(home.home, 'config/config.mjs')
    put(
      file,
      `import {execFileSync} from 'node:child_process'
       import {writeFileSync} from 'node:fs'
       import {createConnection} from 'node:net'
       const tried = {}
       const attempt = (name, work) => { try { work(); tried[name] = 'done' } catch (error) { tried[name] = error.code } }
       attempt('starts', () => execFileSync('/bin/true'))
       attempt('writes', () => writeFileSync('${home.home}/x', ''))
       const {promise, resolve} = Promise.withResolvers()
       try { createConnection(1, '127.0.0.1').on('error', resolve) } catch (error) { resolve(error) }
       tried.asks = (await promise).code
       export default {tried, names: Object.keys(process.env).filter((name) => name.startsWith('PARROT'))}`,
    )
    const {value} = await evaluate(file)
    const denied = 'ERR_ACCESS_DENIED'
    expect(value).toEqual({tried: {starts: denied, writes: denied, asks: denied}, names: []})
    delete process.env['PARROT_TEST_SECRET']
  })

  test('nor does it write by SQLite, or by what V8 can be told to trace to a file', async () => {
    const home = newHome({
      'sqlite.mjs': `import {DatabaseSync} from 'node:sqlite'
        new DatabaseSync(import.meta.filename + '.written').exec('CREATE TABLE t (x)')`,
      'v8.cjs': `const flags = ['--redirect-code-traces', '--redirect-code-traces-to=' + __filename + '.written', '--print-opt-code']
        flags.push('--trace-turbo', '--trace-turbo-path=' + __dirname, '--trace-turbo-cfg-file=' + __filename + '.cfg')
        for (const flag of flags) require('node:v8').setFlagsFromString(flag)
        const hot = (to) => { let sum = 0; for (let at = 0; at < to; at++) sum += (at * to) % 7; return sum }
        for (let times = 0; times < 20000; times++) hot(1000)
        module.exports = {}`,
    })
    const [sqlite, v8] = ['sqlite.mjs', 'v8.cjs'].map((name) => join(home.home, name)) as [string, string]
    expect((await evaluate(sqlite)).error?.message).toMatch(/No such built-in module: node:sqlite/)
    expect((await evaluate(v8)).end).toBe('ended')
    expect(readdirSync(home.home).toSorted()).toEqual(['sqlite.mjs', 'v8.cjs'])
  }, 40_000)

  test('a file beside it that others can write is not loaded', async () => {
    const home = newHome({
      'config/beside.mjs': 'export default {limits: {pids: 65}}',
      'config/config.mjs': `export {default} from './beside.mjs'`,
    })
    expect(await load(home)).toMatchObject({config: {limits: {pids: 65}}})
    chmodSync(join(home.home, 'config/beside.mjs'), 0o666)
    expect(await said(home)).toEqual([expect.stringMatching(/beside\.mjs can be written by others/)])
  })
})

test('it is run anew when it is another, or what it loads is, and not before', async () => {
  const home = newHome({'config/config.mjs': `export {default} from './beside.mjs'`})
  const [file, beside] = ['config.mjs', 'beside.mjs'].map((name) => join(home.home, 'config', name)) as [
    string,
    string,
  ]
  const pids = async () => {
    const loaded = await load(home)
    return 'config' in loaded ? loaded.config.limits.pids : loaded.problems
  }
  put(beside, 'export default {limits: {pids: 64 + (Date.now() % 400)}}')
  for (const one of [file, beside]) settled(one)
  await new Promise((resolve) => setTimeout(resolve, 150))
  const first = await pids()
  expect(first).toEqual(expect.any(Number))
  await new Promise((resolve) => setTimeout(resolve, 3))
  expect(await pids()).toBe(first)
  writeFileSync(beside, 'export default {limits: {pids: 500}}')
  expect(await pids()).toBe(500)
})

/** Processes that this one started and that are still there. */
function children(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid)
      } catch {
        return false
      }
    })
    .filter((pid) => !readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('esbuild'))
}
