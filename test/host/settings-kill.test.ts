import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {setSetting} from '../../src/host/change-settings.ts'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {newHome} from '../home.ts'
import {seeded} from '../seeded.ts'
import {times} from '../soak.ts'

const source = join(import.meta.dirname, '../../src/host/change-settings.ts')
const seed = process.env['SEED'] ?? 'settings'
const rounds = times(15, 55)

/** Sets a number, and a long secret that begins with it, again and again, and tells of each. */
function writer(home: string, first: number) {
  const script = `
    import {setSetting} from '${source}'
    const place = {around: {uid: process.getuid()}, paths: {config: process.argv[1], state: process.argv[1] + '/../state'}, now: Date.now, by: 'ada'}
    for (let n = ${first}; ; n++) {
      await setSetting(place, 'weather', 'API_KEY', {secret: n + ':' + 'x'.repeat(60_000) + ':' + n})
      await setSetting(place, 'weather', 'N', {value: n})
      process.stdout.write('.')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, join(home, 'config')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const filler = Object.fromEntries(Array.from({length: 200}, (_, at) => [`K${at}`, 'y'.repeat(200)]))
const yaml = `# mine\nplugins:\n  other: # a big one\n${Object.entries(filler)
  .map(([key, value]) => `    ${key}: ${value}\n`)
  .join('')}`

test.each([
  ['config.json', JSON.stringify({plugins: {other: filler}})],
  ['config.yaml', yaml],
])(
  `%s: killed at ${rounds} seeded moments, configuration and secret are the old ones or the new ones, whole`,
  async (name, text) => {
    const random = seeded(seed + name)
    const around = newHome({[`config/${name}`]: text})
    const secret = join(around.home, 'config/secrets/weather/API_KEY')
    let last = 0
    for (let round = 0; round < rounds; round++) {
      const child = writer(around.home, last + 1)
      const early = round % 3 === 0
      if (!early) await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, early ? random.below(250) : random.below(8)))
      child.kill('SIGKILL')
      await once(child, 'exit')
      const loaded = await loadConfig(around, pathsFor(around))
      const plugins = 'config' in loaded ? loaded.config.plugins : {}
      const n = Number(plugins['weather']?.['N'] ?? 0)
      const [before, , after] = existsSync(secret)
        ? readFileSync(secret, 'utf8').trim().split(':')
        : ['0', '', '0']
      const whole = {other: Object.keys(plugins['other'] ?? {}).length, grows: n >= last, secret: after}
      expect({seed, round, ...whole}).toEqual({seed, round, other: 200, grows: true, secret: before})
      expect([n, n + 1]).toContain(Number(before))
      last = n
    }
    expect(last).toBeGreaterThanOrEqual(rounds / 2)
    const after = await setSetting(
      {around, paths: pathsFor(around), now: Date.now, by: 'ada'},
      'weather',
      'N',
      {value: 0},
    )
    expect(after).toEqual(expect.objectContaining({file: join(around.home, 'config', name)}))
    const comments = readFileSync(join(around.home, 'config', name), 'utf8').match(/# .*/g) ?? []
    expect(comments).toEqual(name === 'config.yaml' ? ['# mine', '# a big one'] : [])
    expect(readdirSync(join(around.home, 'config')).toSorted()).toEqual(['.config.guard', name, 'secrets'])
  },
  300_000,
)
