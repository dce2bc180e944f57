import {spawnSync} from 'node:child_process'
import {chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {newHome, root as checkout} from '../home.ts'

const root = process.getuid?.() === 0

async function outcomeOf(home: ReturnType<typeof newHome>, tool = 'whoami') {
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const signal = new AbortController().signal
  const by = parrot.operator
  return parrot.call({
    tool,
    by,
    door: 'terminal',
    input: async () => ({values: {}}),
    dryRun: false,
    unsandboxed: false,
    signal,
    watch: {},
  })
}

test.runIf(root)('root in a home of somebody else is refused, and creates nothing there', async () => {
  const home = newHome()
  chownSync(home.home, 12_345, 12_345)
  for (const [env, variable] of [
    [{PARROT_HOME: home.home}, 'PARROT_HOME'],
    [{}, 'HOME'],
    [{XDG_CONFIG_HOME: home.home}, 'XDG_CONFIG_HOME'],
  ] as const) {
    const result = await outcomeOf({...home, env}, 'hello')
    expect(result).toMatchObject({outcome: 'broken', problems: [{params: {variable}}]})
    expect(JSON.stringify(result.problems)).toContain('12345')
    expect(readdirSync(home.home)).toEqual([])
  }
  expect(await outcomeOf({...home, env: {}}, 'doctor')).toMatchObject({outcome: 'findings'})
  expect(readdirSync(home.home)).toEqual([])
})

test.runIf(root)(
  'a link in the place of a folder is not followed: what it leads to keeps its mode',
  async () => {
    const home = newHome()
    const victim = join(home.home, 'victim')
    mkdirSync(victim)
    chmodSync(victim, 0o755)
    symlinkSync(victim, join(home.home, 'state'))
    expect(await outcomeOf(home, 'hello')).toMatchObject({outcome: 'broken'})
    expect(statSync(victim).mode & 0o777).toBe(0o755)
    expect(existsSync(join(victim, 'journal.db'))).toBe(false)
  },
)

test.runIf(root)('nor does the program create anything, whatever is asked of it', () => {
  const {home} = newHome()
  chownSync(home, 12_345, 12_345)
  const asked = [
    ['hello'],
    ['doctor'],
    ['whoami'],
    ['plugin', 'list'],
    ['--help'],
    ['nope'],
    ['autocomplete', 'bash'],
  ]
  for (const args of asked) {
    const env = {PATH: process.env['PATH'], HOME: home}
    spawnSync(process.execPath, [join(checkout, 'bin/parrot'), ...args], {env})
    expect(readdirSync(home), args.join(' ')).toEqual([])
  }
})
