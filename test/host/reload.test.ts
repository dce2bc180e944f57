import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {describe, expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {loadWorld} from '../../src/host/load-world.ts'
import {operations} from '../../src/host/operations.ts'
import type {Parrot} from '../../src/host/parrot.ts'
import {worldsFrom} from '../../src/host/reload.ts'
import {newHome, put} from '../home.ts'

const uid = process.getuid?.() ?? -1
const users = (role: string) => ({users: {ada: {roles: [role], uid}}})

async function served(files: Record<string, unknown> = {}) {
  const home = newHome({'config/config.yaml': 'limits:\n  pids: 100\n', ...files})
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const at = (name: string) => join(home.home, 'config', name)
  return {home, parrot, at}
}

/** As an agent with the operator's rights asks; at a terminal it is the server that is told. */
const ask = (parrot: Parrot, tool: string, values: Record<string, unknown> = {}) =>
  parrot.call({
    tool,
    by: parrot.operator,
    door: 'mcp',
    input: async () => ({values}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  })

async function told(parrot: Parrot, type: string) {
  const {output} = await ask(parrot, 'events_list', {types: [type]})
  return [...(output as {events: Iterable<{payload: Record<string, unknown>}>}).events].map(
    ({payload}) => payload,
  )
}

describe('what is good is taken', () => {
  test('and what is other now is said and recorded, by name', async () => {
    const {parrot, at} = await served({'config/rbac_users.json': users('admin')})
    expect(await parrot.reload()).toEqual({effect: 'unchanged'})
    put(at('config.yaml'), 'limits:\n  pids: 99\nplugins:\n  health_check: {DISK_THRESHOLD: 70}\n')
    put(at('rbac_users.json'), {users: {...users('admin').users, bob: {roles: ['viewer'], uid: 54_321}}})
    put(at('rbac_roles.json'), {roles: {night: {permissions: ['logs:read']}}})
    const changed = ['plugins.health_check', 'limits.pids', 'role night', 'user bob']
    expect(await parrot.reload()).toEqual({effect: 'reloaded', changed, restart: []})
    expect(await told(parrot, 'CONFIG_RELOADED')).toEqual([{changes: 4, changed, restart: []}])
  })

  test('and kept to go back to, what was edited by hand, where it is good', async () => {
    const {parrot, at} = await served()
    const history = async () => {
      const {kept} = (await ask(parrot, 'config_history')).output as {kept: {why: string; current: boolean}[]}
      return kept.map(({why, current}) => [why, current])
    }
    put(at('config.yaml'), 'limits:\n  pids: 99\n')
    expect(await history()).toEqual([])
    expect((await parrot.follow()).effect).toBe('reloaded')
    expect(await history()).toEqual([['as it was found', true]])
    put(at('config.yaml'), 'limits:\n  pids: nonsense\n')
    expect((await parrot.reload()).effect).toBe('refused')
    expect(await history()).toEqual([['as it was found', false]])
  })

  test('only of the parts that are asked for', async () => {
    const {parrot, at} = await served({'config/rbac_users.json': users('admin')})
    put(at('config.yaml'), 'limits:\n  pids: 99\n')
    put(at('rbac_users.json'), users('operator'))
    expect(await ask(parrot, 'reload_config', {modules: ['rbac']})).toMatchObject({
      outcome: 'ok',
      output: {changed: ['user ada']},
    })
    expect(parrot.operator.roles).toEqual(['operator'])
    expect(await parrot.reload(['config'])).toMatchObject({changed: ['limits.pids']})
  })

  test('of the log alone, which is heeded from the next line on', async () => {
    const {parrot, home, at} = await served()
    const file = join(home.home, 'state/logs/parrot.log')
    const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [])
    await parrot.delivery()
    put(
      at('config.yaml'),
      'limits:\n  pids: 99\nlog:\n  level: error\n  modules: {rbac: debug, config: info}\n',
    )
    expect(await parrot.reload(['logging'])).toMatchObject({changed: ['log.level', 'log.modules']})
    await expect.poll(lines).toEqual([expect.stringContaining('config: CONFIG_RELOADED')])
    const {call} = await ask(parrot, 'reload_config', {modules: ['logging']})
    const decided = expect.stringContaining(`[DEBUG] [msgid:${call}] rbac: CALL_DECIDED`) as unknown
    await expect.poll(() => lines().slice(1)).toEqual([decided])
    expect(await parrot.reload()).toMatchObject({changed: ['limits.pids']})
  })

  test('and what needs a start is named', async () => {
    const {parrot, at} = await served()
    put(at('config.yaml'), 'limits:\n  pids: 100\naudit:\n  heads: [/tmp/heads]\n')
    expect(await ask(parrot, 'reload_config')).toMatchObject({
      outcome: 'ok',
      problems: [{code: 'reload_restart', params: {keys: 'audit.heads'}}],
      output: {changed: ['audit.heads'], restart: ['audit.heads']},
    })
  })

  test('only by who may', async () => {
    const {parrot, at} = await served({'config/rbac_users.json': users('operator')})
    put(at('config.yaml'), 'limits:\n  pids: 99\n')
    expect(await ask(parrot, 'reload_config')).toMatchObject({outcome: 'denied'})
    expect(await parrot.reload()).toMatchObject({changed: ['limits.pids']})
  })
})

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
  .split('')
  .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]\n`)
  .join('')}`

describe('what is wrong is not', () => {
  test.each([
    ['half written', 'config.yaml', 'limits:\n  pids: 5', {line: 2, column: 3}],
    ['no YAML', 'config.yaml', 'limits:\n  pids: [\n', {line: 3}],
    ['empty', 'config.yaml', '', {}],
    ['a key twice', 'config.yaml', 'limits:\n  pids: 99\n  pids: 98\n', {line: 3}],
    ['an unknown key', 'config.yaml', 'limits:\n  pid: 99\n', {line: 2}],
    ['too deep', 'config.yaml', `plugins: ${'{a: '.repeat(100)}1${'}'.repeat(100)}\n`, {}],
    ['a bomb of aliases', 'config.yaml', bomb, {}],
    ['100 MB', 'config.yaml', `limits:\n  pids: 99\n#${'x'.repeat(100_000_000)}\n`, {}],
    ['users without an end', 'rbac_users.json', '{"users": {', {line: 1}],
    ['a role that is not there', 'rbac_users.json', JSON.stringify(users('nobody')), {}],
  ])('%s', async (_, name, text, place) => {
    const {parrot, at} = await served({'config/rbac_users.json': users('admin')})
    put(at(name), text)
    const before = await parrot.follow()
    expect(before).toMatchObject({effect: 'refused', problems: [{params: {file: at(name), ...place}}]})
    expect(await ask(parrot, 'reload_config')).toMatchObject({
      outcome: 'broken',
      problems: [{code: 'reload_refused'}, {params: {file: at(name)}}],
    })
    expect(parrot.refused).toHaveLength(1)
    expect(parrot.operator.roles).toEqual(['admin'])
    expect(await told(parrot, 'CONFIG_REFUSED')).toHaveLength(1)
    put(at(name), name === 'config.yaml' ? 'limits:\n  pids: 99\n' : users('viewer'))
    const changed = name === 'config.yaml' ? 'limits.pids' : 'user ada'
    expect(await parrot.follow()).toMatchObject({effect: 'reloaded', changed: [changed]})
    expect(parrot.refused).toEqual([])
  })

  test('a link, or one that anybody may write, with the command that mends it', async () => {
    const {parrot, at} = await served({'config/rbac_users.json': users('admin')})
    writeFileSync(at('rbac_users.json'), JSON.stringify(users('admin')))
    const {chmodSync} = process.getBuiltinModule('node:fs')
    chmodSync(at('rbac_users.json'), 0o666)
    expect(await parrot.reload()).toMatchObject({effect: 'refused'})
    chmodSync(at('rbac_users.json'), 0o600)
    expect(await parrot.reload()).toEqual({effect: 'unchanged'})
    expect(await told(parrot, 'CONFIG_RELOADED')).toMatchObject([{changes: 0}])
  })

  test('of a Parrot that was broken when it began, anything is taken', async () => {
    const {parrot, at} = await served({'config/config.yaml': 'limits:\n  pids: [\n'})
    expect(await ask(parrot, 'whoami')).toMatchObject({outcome: 'broken'})
    put(at('config.yaml'), 'limits:\n  pids: yes\n')
    expect(await parrot.reload()).toMatchObject({effect: 'refused', problems: [{params: {line: 2}}]})
    expect(await ask(parrot, 'whoami')).toMatchObject({outcome: 'broken', problems: [{params: {line: 2}}]})
    put(at('config.yaml'), 'limits:\n  pids: 99\n')
    expect(await parrot.reload()).toMatchObject({
      effect: 'reloaded',
      changed: expect.arrayContaining(['limits.pids']),
    })
    expect(await ask(parrot, 'whoami')).toMatchObject({outcome: 'ok'})
  })
})

describe('who follows the files by itself', () => {
  test('takes no file that is being written', async () => {
    const home = newHome({'config/rbac_users.json': users('admin')})
    const file = join(home.home, 'config/rbac_users.json')
    let looks = 0
    /** Between the first look of those who follow and the second, an editor puts the file in its place. */
    const load = async () => {
      const world = await loadWorld(home, pathsFor(home), operations)
      if (looks++ === 1) put(file, users('viewer'))
      return world
    }
    const first = await load()
    const worlds = worldsFrom(first, load, {record: async () => {}, took: async () => {}})
    rmSync(file)
    expect(await worlds.follow()).toEqual({effect: 'unchanged'})
    expect(worlds.now()).toBe(first)
    expect(await worlds.follow()).toMatchObject({effect: 'reloaded', changed: ['user ada']})
  })

  test('takes of the configuration nothing where that is not wanted, and of rights everything', async () => {
    const off = 'reload:\n  watch: false\nlimits:\n  pids: 100\n'
    const {parrot, at} = await served({'config/config.yaml': off, 'config/rbac_users.json': users('admin')})
    put(at('config.yaml'), off.replace('100', '99'))
    expect(await parrot.follow()).toEqual({effect: 'unchanged'})
    put(at('rbac_users.json'), users('viewer'))
    expect(await parrot.follow()).toMatchObject({changed: ['user ada']})
    expect(await parrot.reload()).toMatchObject({changed: ['limits.pids']})
  })
})

test('200 calls in flight see one world each, and none fails', async () => {
  const {parrot, at} = await served()
  const calls = Array.from({length: 200}, () => ask(parrot, 'config_get', {key: 'limits.pids'}))
  for (let round = 0; round < 10; round++) {
    put(at('config.yaml'), `limits:\n  pids: ${50 + round}\n`)
    expect(await parrot.reload()).toMatchObject({effect: 'reloaded'})
  }
  const ends = await Promise.all(calls)
  expect(ends.filter(({outcome}) => outcome !== 'ok')).toEqual([])
})

test('1,000 reloads leave nothing behind', async () => {
  const {parrot, at} = await served()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const files = () => readdirSync('/proc/self/fd').length
  const before = files()
  const worlds: WeakRef<object>[] = []
  for (let round = 0; round < 1000; round++) {
    put(at('config.yaml'), `limits:\n  pids: ${50 + (round % 2)}\n`)
    await parrot.reload()
    worlds.push(new WeakRef(parrot.catalog))
  }
  await delay(10)
  collect()
  expect(worlds.filter((world) => world.deref() !== undefined).length).toBeLessThanOrEqual(2)
  expect(files()).toBeLessThanOrEqual(before + 3)
})
