import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {put} from '../home.ts'
import {emptyHome} from './fixtures.ts'
import {bin, environment} from './program.ts'

/** Runs a command and tells which chunks of the program it loaded, besides what it said. */
function watched(home: string, args: readonly string[], more = {}) {
  const hook = join(home, 'loaded.cjs')
  put(
    hook,
    'process.on("exit", () => require("fs").writeFileSync(__filename + ".txt", Object.keys(require.cache).join("\\n")))',
  )
  const {status, stderr} = spawnSync(process.execPath, ['--require', hook, bin, ...args], {
    env: environment(home, more),
    cwd: home,
    encoding: 'utf8',
  })
  return {status, stderr, loaded: readFileSync(`${hook}.txt`, 'utf8').split('\n')}
}

const log = (home: string) => join(home, 'state/logs/parrot.log')
const writer = /chunks\/writer-/

test('a command that goes well writes no log and does not load what would', () => {
  const home = emptyHome()
  const {status, stderr, loaded} = watched(home, ['reload_config'])
  expect([status, stderr]).toEqual([0, expect.stringContaining('No server runs here')])
  expect(loaded.length).toBeGreaterThan(2)
  expect(loaded.filter((file) => writer.test(file))).toEqual([])
  expect(existsSync(log(home))).toBe(false)
})

test('at the level debug all of it is written, by the call it belongs to, and on stderr, too', () => {
  const home = emptyHome()
  put(join(home, 'config/config.env'), 'PARROT_LOG_LEVEL=DEBUG\n')
  const {status, stderr, loaded} = watched(home, ['reload_config'])
  expect(status).toBe(0)
  expect(loaded.filter((file) => writer.test(file))).toHaveLength(1)
  const lines = readFileSync(log(home), 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => /(\w+: CALL_\w+)/.exec(line)?.[1])).toEqual([
    'call: CALL_REQUESTED',
    'rbac: CALL_DECIDED',
    'call: CALL_FINISHED',
  ])
  expect(new Set(lines.map((line) => /\[msgid:([\w-]{36})\]/.exec(line)?.[1])).size).toBe(1)
  for (const line of lines) expect(stderr).toContain(line)
})
