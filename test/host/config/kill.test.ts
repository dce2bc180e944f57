import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {globSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import {keptOnes} from '../../../src/config/history.ts'
import {initText} from '../../../src/config/init-text.ts'
import {loadConfig} from '../../../src/config/load.ts'
import {pathsFor} from '../../../src/config/paths.ts'
import {newHome, root} from '../../home.ts'
import {seeded} from '../../seeded.ts'
import {times} from '../../soak.ts'

const seed = process.env['SEED'] ?? 'config'
const rounds = times(25, 100)

/** Sets one key, and goes back now and then, again and again, through the corridor. */
function writer(home: string, first: number) {
  const script = `
    import {openParrot} from '${join(root, 'src/app.ts')}'
    const around = JSON.parse(process.argv[1])
    const parrot = await openParrot(around)
    const ask = (tool, values) => parrot.call({tool, by: parrot.operator, door: 'terminal', dryRun: false, unsandboxed: false,
      signal: new AbortController().signal, watch: {log() {}, progress() {}}, input: async () => ({values})})
    for (let n = ${first}; ; n++) {
      const result = n % 5 === 0 ? await ask('config_rollback', {}) : await ask('config_set', {key: 'limits.graceMs', value: [String(n)]})
      if (result.outcome !== 'ok') throw new Error(JSON.stringify(result))
      process.stdout.write(n + '\\n')
    }`
  const {env, uid, username, cwd} = newAround(home)
  const around = JSON.stringify({env, uid, username, home, cwd, root, version: '0.0.0-test'})
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, around], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const newAround = (home: string) => ({
  env: {PARROT_HOME: home},
  uid: process.getuid?.() ?? -1,
  username: 'tester',
  cwd: home,
})

test(`killed at ${rounds} seeded moments, file and history are what they were or what they were to be, whole`, async () => {
  const random = seeded(seed)
  const around = newHome({'config/config.yaml': initText(root)})
  const paths = pathsFor(around)
  const template = readFileSync(join(paths.config, 'config.yaml'), 'utf8')
  let [last, reached] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const child = writer(around.home, last + 1)
    const early = round % 4 === 0
    let told = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
    if (!early) await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, early ? random.below(300) : random.below(25)))
    child.kill('SIGKILL')
    await once(child, 'close')
    last = Math.max(last, ...told.split('\n').filter(Boolean).map(Number))
    reached += told === '' ? 0 : 1

    const text = readFileSync(join(paths.config, 'config.yaml'), 'utf8')
    expect({seed, round, text: text.replace(/^ {2}(?:# )?graceMs: \d+/m, '')}).toEqual({
      seed,
      round,
      text: template.replace('  # graceMs: 5000', ''),
    })
    expect(await loadConfig(around, paths)).toHaveProperty('config')
    const kept = keptOnes(paths, around.uid)
    const files = globSync('[0-9]*.json', {cwd: join(paths.state, 'config-history')})
    expect(files).toHaveLength(kept.length)
    expect(kept.length).toBeLessThanOrEqual(21)
    for (const one of kept) expect(one.text).toMatch(/^ {2}(?:# )?graceMs: \d+\n/m)
  }
  expect(reached).toBeGreaterThan(rounds / 2)
  const parrot = await openParrot(around)
  onTestFinished(() => parrot.close())
  const request = {by: parrot.operator, door: 'terminal', dryRun: false, unsandboxed: false} as const
  const result = await parrot.call({
    ...request,
    tool: 'config_set',
    signal: new AbortController().signal,
    watch: {log: () => {}, progress: () => {}},
    input: async () => ({values: {key: 'limits.graceMs', value: ['7']}}),
  })
  expect(result).toMatchObject({outcome: 'ok', output: {value: 7}})
  const left = readdirSync(paths.config).filter((name) => name !== 'host.key')
  expect(left.toSorted()).toEqual(['.config.guard', 'config.yaml'])
  expect(readdirSync(join(paths.state, 'config-history')).every((name) => /^\d+\.json$/.test(name))).toBe(
    true,
  )
  expect(keptOnes(paths, around.uid).length).toBeLessThanOrEqual(20)
}, 300_000)
