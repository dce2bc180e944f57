import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome, root} from '../../home.ts'
import {needs} from '../../needs.ts'
import {ask, author, installed, kept} from './at-home.ts'

const parrot = join(root, 'bin/parrot')
const env = (home: string) => ({PATH: process.env['PATH'] ?? '', HOME: home, PARROT_HOME: home})

test('ten that are installed at once by ten processes are all there, and each runs', async () => {
  const home = newHome()
  const names = Array.from({length: 10}, (_, at) => `weather_${at}`)
  const sources = names.map((name) => author(home, {name}, name))
  const ends = await Promise.all(
    sources.map(async (source) => {
      const child = spawn(parrot, ['plugin', 'install', source], {env: env(home.home), stdio: 'ignore'})
      return (await once(child, 'exit'))[0] as number
    }),
  )
  expect(ends).toEqual(names.map(() => 0))
  const {plugins} = (await ask(home, 'plugin_list')).output as {plugins: {name: string}[]}
  expect(plugins.map(({name}) => name)).toEqual(expect.arrayContaining(names))
  expect(kept(home).filter((path) => path.endsWith('manifest.json'))).toHaveLength(10)
})

test('the same one, installed at once by ten processes, is there once', async () => {
  const home = newHome()
  const source = author(home)
  const ends = await Promise.all(
    Array.from({length: 10}, async () => {
      const child = spawn(parrot, ['plugin', 'install', source], {env: env(home.home), stdio: 'ignore'})
      return (await once(child, 'exit'))[0] as number
    }),
  )
  expect(ends.filter((status) => status === 0)).toHaveLength(1)
  expect(ends.filter((status) => status === 1)).toHaveLength(9)
  expect(kept(home).filter((path) => path.endsWith('manifest.json'))).toHaveLength(1)
})

needs('bwrap', 'apt-get install bubblewrap')('a disk that is full', () => {
  test('lets an update fail, and the old version runs on', async () => {
    const home = newHome()
    await installed(home)
    const dir = author(home, {version: '1.1.0'}, 'rain')
    writeFileSync(join(dir, 'big'), Buffer.alloc(3_000_000))
    const before = kept(home)
    // The store's staging folder is a disk of 1 MB; everything else is as it is.
    const staging = join(home.home, 'data/installed/.staging')
    const words = [
      '--dev-bind',
      '/',
      '/',
      '--size',
      '1000000',
      '--tmpfs',
      staging,
      parrot,
      'plugin',
      'update',
      'weather',
      '--json',
    ]
    const {status, stdout} = spawnSync('bwrap', words, {env: env(home.home), encoding: 'utf8'})
    const {outcome, problems} = JSON.parse(stdout) as {outcome: string; problems: {code: string}[]}
    expect({status, outcome, code: problems[0]?.code}).toEqual({
      status: 1,
      outcome: 'failed',
      code: 'install_disk_full',
    })
    expect(kept(home)).toEqual(before)
    expect(await ask(home, 'weather')).toMatchObject({output: 'sun\n'})
  })
})
