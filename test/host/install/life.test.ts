import {spawnSync} from 'node:child_process'
import {appendFileSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import {placesOf} from '../../../src/host/catalog/places.ts'
import {readLock} from '../../../src/host/catalog/lock.ts'
import {pathsFor} from '../../../src/config/paths.ts'
import type {Proposal} from '../../../src/host/install/proposal.ts'
import {signFolder} from '../../../src/host/install/sign.ts'
import {makeSigningKey} from '../../../src/host/install/signing-key.ts'
import {newHome, put} from '../../home.ts'
import {ask, author, eventsOf, installed, kept, weather, type Home} from './at-home.ts'

const entryOf = (home: Home) => {
  const read = readLock(placesOf(home, pathsFor(home)))
  return 'lock' in read ? read.lock.get('weather') : undefined
}
const stateOf = async (home: Home, name = 'weather') =>
  ((await ask(home, 'plugin_list')).output as {plugins: {name: string; state: string}[]}).plugins.find(
    (plugin) => plugin.name === name,
  )?.state
const said = async (home: Home) => (await ask(home, 'weather')).output

describe('installing', () => {
  test('keeps a plugin, not enabled, until what it asks for is accepted by its digest', async () => {
    const home = newHome()
    const dir = author(home, {permissions: ['weather:show', 'fs:read:/var/log']})
    const {outcome, output} = await ask(home, 'plugin_install', {source: dir})
    expect({outcome, output}).toMatchObject({
      outcome: 'ok',
      output: {
        name: 'weather',
        version: '1.0.0',
        signature: 'unsigned',
        source: dir,
        risk: 'low',
        words: expect.arrayContaining([
          'may read /var/log',
          'cannot write anywhere but its own data folder',
          'cannot reach the network',
        ]),
      },
    })
    expect(await stateOf(home)).toBe('not_enabled')
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'unknown'})
    expect(await ask(home, 'plugin_approve', {name: 'weather', accept: 'f'.repeat(32)})).toMatchObject({
      outcome: 'invalid_input',
      problems: [{code: 'accept_wrong'}],
    })
    const {accept} = output as {accept: string}
    expect(await ask(home, 'plugin_approve', {name: 'weather', accept})).toMatchObject({outcome: 'ok'})
    expect(await said(home)).toBe('sun\n')
    expect(entryOf(home)?.approved).toMatchObject({version: '1.0.0', from: {source: dir, resolved: dir}})
  })

  test('is recorded, and so is approving', async () => {
    const home = newHome()
    await installed(home)
    expect(await eventsOf(home, ['PLUGIN_INSTALLED', 'PLUGIN_APPROVED'])).toMatchObject([
      {event_type: 'PLUGIN_INSTALLED', payload: {plugin: 'weather', version: '1.0.0'}},
      {event_type: 'PLUGIN_APPROVED', payload: {plugin: 'weather', permissions: ['weather:show']}},
    ])
  })

  test.for([
    ['a manifest that is wrong', {version: 'one'}, 'manifest'],
    ['the name of a core command', {name: 'doctor'}, 'manifest'],
    ['the name of a plugin that is there', {name: 'hello'}, 'name_taken'],
    [
      'a tool of another plugin',
      {
        name: 'check',
        commands: {disk: {entrypoint: 'run.sh', permissions: []}},
        entrypoint: undefined,
        permissions: undefined,
      },
      'tool_taken',
    ],
    ['the name of something that Parrot does itself', {name: 'user_grant'}, 'tool_own'],
    ['an entrypoint that is not there', {entrypoint: 'gone.sh'}, 'entry_missing'],
    ['another Parrot', {requires: {parrot: '^99.0.0'}}, 'plugin_requires'],
  ] as const)('%s is refused, and leaves nothing', async ([, change, code]) => {
    const home = newHome()
    const result = await ask(home, 'plugin_install', {source: author(home, change)})
    expect(result.outcome).toBe('failed')
    expect(result.problems[0]?.code).toMatch(code)
    expect(JSON.stringify(result.problems)).not.toContain('.staging')
    expect(kept(home)).toEqual([])
  })

  test('files or permissions other than the expected ones are refused, and leave nothing', async () => {
    const home = newHome()
    const source = author(home)
    const wrong = {digest: `sha512-${'A'.repeat(86)}==`}
    expect(await ask(home, 'plugin_install', {source, ...wrong})).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'install_digest'}],
    })
    expect(await ask(home, 'plugin_install', {source, accept: 'f'.repeat(32)})).toMatchObject({
      problems: [{code: 'accept_wrong'}],
    })
    expect(kept(home)).toEqual([])
  })

  test('what is installed already is not installed again', async () => {
    const home = newHome()
    await installed(home)
    expect(await ask(home, 'plugin_install', {source: author(home)})).toMatchObject({
      problems: [{code: 'already_installed'}],
    })
  })

  test('nobody installs, approves or even finds these over MCP, whatever their role', async () => {
    const home = newHome()
    const source = author(home)
    for (const tool of [
      'plugin_install',
      'plugin_approve',
      'plugin_enable',
      'plugin_update',
      'plugin_uninstall',
    ])
      expect(await ask(home, tool, {source, name: 'weather'}, 'mcp')).toMatchObject({outcome: 'unknown'})
    expect(await ask(home, 'plugin_list', {}, 'mcp')).toMatchObject({outcome: 'ok'})
  })
})

describe('an update', () => {
  const newer = {version: '1.1.0'}

  test('that asks for no more takes the place of the old one at once, which is kept', async () => {
    const home = newHome()
    await installed(home, {permissions: ['weather:show', 'fs:read:/var/log']})
    author(home, {...newer, permissions: ['weather:show', 'fs:read:/var/log/apt']}, 'rain')
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      outcome: 'ok',
      output: {state: 'switched', before: '1.0.0', version: '1.1.0', adds: [], drops: ['may read /var/log']},
    })
    expect(await said(home)).toBe('rain\n')
    expect(entryOf(home)?.approved?.permissions).toEqual(['weather:show', 'fs:read:/var/log/apt'])
    expect(entryOf(home)?.previous?.version).toBe('1.0.0')
  })

  const none = {entrypoint: undefined, permissions: undefined}
  const [see, wipe] = ['weather:see', 'weather:wipe']
  const command = (...permissions: string[]) => ({entrypoint: 'run.sh', permissions})
  const readOnly = (permissions: string[], readOnly: boolean) => ({
    ...command(...permissions),
    annotations: {readOnly},
  })
  test.for<readonly [string, object, object]>([
    [
      'gives one command what another one had',
      {look: command(see), wipe: command(wipe, 'fs:write:/srv/x')},
      {look: command(see, 'fs:write:/srv/x'), wipe: command(wipe)},
    ],
    [
      'asks its callers for less',
      {look: command(see), wipe: command(wipe, 'fs:write:/srv/x')},
      {look: command(see), wipe: command(see, 'fs:write:/srv/x')},
    ],
    [
      'has a new command with what another one had',
      {look: command(see), wipe: command(wipe, 'fs:write:/srv/x')},
      {look: command(see), wipe: command(wipe), tidy: command(see, 'fs:write:/srv/x')},
    ],
    [
      'says that it only reads',
      {look: readOnly([see, 'fs:read:/var/log'], false)},
      {look: readOnly([see, 'fs:read:/var/log'], true)},
    ],
  ])('that %s waits', async ([, before, after]) => {
    const home = newHome()
    await installed(home, {...none, commands: before})
    author(home, {...none, ...newer, commands: after}, 'rain')
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      outcome: 'ok',
      output: {state: 'waiting', because: 'widened', adds: [expect.stringContaining('weather_')]},
    })
    expect((await ask(home, 'weather_look')).output).not.toBe('rain\n')
  })

  test('that has one more command of the same kind waits for nobody', async () => {
    const home = newHome()
    await installed(home, {...none, commands: {look: command(see, 'facts:load')}})
    author(home, {...none, ...newer, commands: {look: command(see, 'facts:load'), list: command(see)}})
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({output: {state: 'switched'}})
  })

  test.for<readonly [string, 'none' | 'mallory']>([
    ['that nobody signed', 'none'],
    ['that somebody else signed', 'mallory'],
  ])('%s waits where the one before was signed', async ([, by]) => {
    const home = newHome()
    const file = (name: string) => join(home.home, `${name}.key`)
    const keys = Object.fromEntries(
      ['ada', 'mallory'].map((name) => {
        const made = makeSigningKey(file(name))
        return [name, 'key' in made ? made.key : '']
      }),
    )
    put(join(home.home, 'config/config.json'), {install: {keys}})
    const source = author(home)
    expect(await signFolder(source, file('ada'), home.uid)).toMatchObject({key: keys['ada']})
    const {accept} = (await ask(home, 'plugin_install', {source})).output as {accept: string}
    expect(await ask(home, 'plugin_approve', {name: 'weather', accept})).toMatchObject({outcome: 'ok'})
    expect(entryOf(home)?.approved).toMatchObject({key: keys['ada']})

    author(home, newer, 'rain')
    rmSync(join(source, 'signature.json'))
    if (by !== 'none') await signFolder(source, file(by), home.uid)
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      output: {state: 'waiting', because: 'signature'},
    })
    expect(await said(home)).toBe('sun\n')

    if (by !== 'none') rmSync(join(source, 'signature.json'))
    expect(await signFolder(source, file('ada'), home.uid)).toMatchObject({key: keys['ada']})
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({output: {state: 'switched'}})
    expect(await said(home)).toBe('rain\n')
  })

  test('takes no tool of another plugin', async () => {
    const home = newHome()
    await installed(home)
    const show = {entrypoint: 'run.sh', permissions: ['storm:show']}
    await installed(home, {name: 'storm', ...none, commands: {show}}, 'storm')
    await installed(home, {name: 'storm_watch', permissions: ['watch:show']}, 'watch')
    author(home, {name: 'storm', ...newer, ...none, commands: {show, watch: show}}, 'another')
    expect(await ask(home, 'plugin_update', {name: 'storm'})).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'tool_taken'}],
    })
    expect((await ask(home, 'storm_watch')).output).toBe('watch\n')
    expect((await ask(home, 'storm_show')).output).toBe('storm\n')
  })

  test('of nothing new changes nothing', async () => {
    const home = newHome()
    await installed(home)
    const before = kept(home)
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({output: {state: 'current'}})
    expect(kept(home)).toEqual(before)
  })

  test('that widens is held: the old one runs on, the difference is said, approving switches', async () => {
    const home = newHome()
    await installed(home)
    author(home, {...newer, permissions: ['weather:show', 'net:connect:api.example.org']}, 'rain')
    const held = await ask(home, 'plugin_update', {name: 'weather'})
    expect(held).toMatchObject({
      outcome: 'ok',
      output: {state: 'waiting', because: 'widened', adds: ['may connect to api.example.org, port 443']},
    })
    expect(await said(home)).toBe('sun\n')
    expect(await stateOf(home)).toBe('enabled')
    const {accept} = held.output as {accept: string}
    expect(await ask(home, 'plugin_approve', {name: 'weather', accept})).toMatchObject({outcome: 'ok'})
    expect(await said(home)).toBe('rain\n')
    expect(entryOf(home)).toMatchObject({approved: {version: '1.1.0'}, previous: {version: '1.0.0'}})
    expect(entryOf(home)?.waiting).toBeUndefined()
  })

  test('that calls more through a workflow widens too', async () => {
    const home = newHome()
    const workflow = (...calls: string[]) => ({entrypoint: {workflow: calls.map((call) => ({call}))}})
    await installed(home, workflow('hello'))
    author(home, {...newer, ...workflow('hello', 'check_disk')})
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      output: {state: 'waiting', because: 'widened', adds: [expect.stringContaining('calls check_disk')]},
    })
  })

  test('that calls the same through a workflow with another input waits, and in another order does not', async () => {
    const home = newHome()
    const workflow = (...steps: object[]) => ({entrypoint: {workflow: steps}})
    const greet = (name: string) => ({call: 'hello', input: {name}})
    await installed(home, workflow(greet('Ada'), {call: 'check_disk'}))
    author(home, {...newer, ...workflow({call: 'check_disk'}, greet('Ada'))})
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({output: {state: 'switched'}})
    author(home, {version: '1.2.0', ...workflow({call: 'check_disk'}, greet('Eve'))})
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      output: {state: 'waiting', because: 'widened'},
    })
  })

  test('to something older, or from somewhere else, is held', async () => {
    const home = newHome()
    await installed(home)
    const source = author(home, {version: '0.9.0'})
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      output: {state: 'waiting', because: 'older'},
    })
    author(home, newer)
    const elsewhere = join(home.home, 'elsewhere')
    await (await import('node:fs/promises')).cp(source, elsewhere, {recursive: true})
    expect(await ask(home, 'plugin_update', {name: 'weather', source: elsewhere})).toMatchObject({
      output: {state: 'waiting', because: 'source'},
    })
    expect(await said(home)).toBe('sun\n')
  })

  test('that is another plugin, or none, or of what was not installed, changes nothing', async () => {
    const home = newHome()
    await installed(home)
    const dir = author(home)
    put(join(dir, 'manifest.json'), {...weather, name: 'storm'})
    const before = kept(home)
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
      problems: [{code: 'update_name'}],
    })
    put(join(dir, 'manifest.json'), '{')
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({outcome: 'failed'})
    expect(await ask(home, 'plugin_update', {name: 'hello'})).toMatchObject({
      problems: [{code: 'not_installed'}],
    })
    expect(kept(home)).toEqual(before)
    expect(await said(home)).toBe('sun\n')
  })

  test('is taken back by a rollback, with the permissions of then, and forward again by another', async () => {
    const home = newHome()
    await installed(home)
    expect(await ask(home, 'plugin_rollback', {name: 'weather'})).toMatchObject({
      problems: [{code: 'nothing_before'}],
    })
    author(home, newer, 'rain')
    await ask(home, 'plugin_update', {name: 'weather'})
    expect(await ask(home, 'plugin_rollback', {name: 'weather'})).toMatchObject({output: {version: '1.0.0'}})
    expect(await said(home)).toBe('sun\n')
    expect(await ask(home, 'plugin_rollback', {name: 'weather'})).toMatchObject({output: {version: '1.1.0'}})
    expect(await said(home)).toBe('rain\n')
  })

  test('taken back leaves a plugin off that somebody switched off', async () => {
    const home = newHome()
    await installed(home)
    author(home, newer, 'rain')
    await ask(home, 'plugin_update', {name: 'weather'})
    await ask(home, 'plugin_disable', {name: 'weather'})
    expect(await ask(home, 'plugin_rollback', {name: 'weather'})).toMatchObject({outcome: 'ok'})
    expect(await stateOf(home)).toBe('disabled')
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'unknown'})
    await ask(home, 'plugin_enable', {name: 'weather'})
    expect(await said(home)).toBe('sun\n')
  })

  test('of the same plugin three times keeps two versions on disk and no more', async () => {
    const home = newHome()
    await installed(home)
    for (const version of ['1.1.0', '1.2.0', '1.3.0']) {
      author(home, {version}, version)
      await ask(home, 'plugin_update', {name: 'weather'})
    }
    expect(kept(home).filter((path) => path.endsWith('manifest.json'))).toHaveLength(2)
  })
})

const fileOf = (home: Home) =>
  join(home.home, 'data', kept(home).find((path) => path.endsWith('run.sh')) ?? '')

describe('files that were changed after they were approved', () => {
  test('stop the plugin, once and for all: also when they are changed back', async () => {
    const home = newHome()
    await installed(home)
    const original = readFileSync(fileOf(home))
    appendFileSync(fileOf(home), 'echo evil\n')
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'tampered'})
    writeFileSync(fileOf(home), original)
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'tampered'})
    expect(await stateOf(home)).toBe('modified')
    expect(await ask(home, 'plugin_verify')).toMatchObject({outcome: 'findings'})
    expect(await ask(home, 'plugin_enable', {name: 'weather'})).toMatchObject({
      problems: [{code: 'not_approved'}],
    })
  })

  test('are named to people at a terminal, not to agents, whose words a name could be', async () => {
    const home = newHome()
    await installed(home)
    appendFileSync(fileOf(home), 'echo evil\n')
    expect(JSON.stringify(await ask(home, 'plugin_verify'))).toContain('run.sh')
    for (const door of ['mcp', 'clock'] as const) {
      const result = await ask(home, 'plugin_verify', {}, door)
      expect(result).toMatchObject({outcome: 'findings'})
      expect(JSON.stringify(result)).not.toContain('run.sh')
    }
  })

  test('run when somebody approves them as they are, by a code for these files and no others', async () => {
    const home = newHome()
    const {accept} = await installed(home)
    appendFileSync(fileOf(home), 'echo more\n')
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'tampered'})
    const approve = (code: string) => ask(home, 'plugin_approve', {name: 'weather', accept: code})
    expect(await approve(accept)).toMatchObject({problems: [{code: 'accept_wrong'}]})
    const shown = async () =>
      ((await ask(home, 'plugin_inspect', {name: 'weather'})).output as Proposal).accept
    const seen = await shown()
    appendFileSync(fileOf(home), 'echo evil\n')
    expect(await approve(seen)).toMatchObject({problems: [{code: 'accept_wrong'}]})
    writeFileSync(fileOf(home), readFileSync(fileOf(home), 'utf8').replace('echo evil\n', ''))
    expect(await approve(seen)).toMatchObject({outcome: 'ok'})
    expect(await said(home)).toBe('sun\nmore\n')
    expect(await ask(home, 'plugin_verify')).toMatchObject({outcome: 'ok'})
  })

  test('are the approved ones again after an update, and enabled when somebody says so', async () => {
    const home = newHome()
    await installed(home)
    appendFileSync(fileOf(home), 'echo evil\n')
    await ask(home, 'weather')
    expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({output: {state: 'restored'}})
    expect(await stateOf(home)).toBe('disabled')
    expect(await ask(home, 'plugin_enable', {name: 'weather'})).toMatchObject({outcome: 'ok'})
    expect(await said(home)).toBe('sun\n')
  })
})

describe('a lock that was edited by hand', () => {
  const edited = (home: Home) => {
    const {lock} = placesOf(home, pathsFor(home))
    const text = readFileSync(lock, 'utf8')
    writeFileSync(lock, text.replace('"weather:show"', '"weather:show", "fs:read:/root"'))
  }

  test('lets nothing run that it says was approved, and nothing of it counts when it is written again', async () => {
    const home = newHome()
    await installed(home, {permissions: ['weather:show']})
    expect(await said(home)).toBe('sun\n')
    edited(home)
    expect(await ask(home, 'weather')).toMatchObject({
      outcome: 'tampered',
      problems: [{code: 'lock_unsealed'}],
    })
    expect(await ask(home, 'plugin_list')).toMatchObject({output: {problems: [{code: 'lock_unsealed'}]}})
    expect(await ask(home, 'plugin_verify')).toMatchObject({
      outcome: 'findings',
      problems: [{code: 'lock_unsealed'}],
    })
    await ask(home, 'plugin_disable', {name: 'hello'})
    expect(await ask(home, 'weather')).toMatchObject({outcome: 'unknown'})
    expect(await stateOf(home)).toBe('not_enabled')
    expect(await ask(home, 'hello')).toMatchObject({outcome: 'unknown'})
  })

  test('nor does one with a second list of plugins behind its seal, which JSON would prefer', async () => {
    const home = newHome()
    await installed(home, {permissions: ['weather:show']})
    const {lock} = placesOf(home, pathsFor(home))
    const text = readFileSync(lock, 'utf8')
    const {plugins} = JSON.parse(text) as {plugins: object}
    const wider = JSON.stringify(plugins).replace('"weather:show"', '"weather:show", "fs:read:/root"')
    writeFileSync(lock, `${text.slice(0, -'\n}\n'.length)},\n  "plugins": ${wider}\n}\n`)
    expect(entryOf(home)?.approved?.permissions).toContain('fs:read:/root')
    expect(await ask(home, 'weather')).toMatchObject({
      outcome: 'tampered',
      problems: [{code: 'lock_unsealed'}],
    })
  })

  test('and sealed with another key is no better', async () => {
    const home = newHome()
    await installed(home)
    rmSync(join(home.home, 'config/host.key'))
    await ask(home, 'user_add', {user: 'ann', roles: ['viewer'], uid: 77_001})
    expect(await ask(home, 'weather')).toMatchObject({
      outcome: 'tampered',
      problems: [{code: 'lock_unsealed'}],
    })
  })
})

describe('uninstalling', () => {
  test('leaves nothing of a plugin, and of its data only if that is wanted', async () => {
    const home = newHome()
    await installed(home)
    await ask(home, 'weather')
    put(join(home.home, 'data/plugin-data/weather/notes'), 'mine')
    expect(await ask(home, 'plugin_uninstall', {name: 'weather', keepData: true})).toMatchObject({
      outcome: 'ok',
    })
    expect(kept(home)).toEqual(['plugin-data/weather', 'plugin-data/weather/notes'])
    await installed(home)
    expect(await ask(home, 'plugin_uninstall', {name: 'weather'})).toMatchObject({outcome: 'ok'})
    expect(kept(home)).toEqual([])
    expect(entryOf(home)).toBeUndefined()
    expect(await ask(home, 'plugin_uninstall', {name: 'weather'})).toMatchObject({
      problems: [{code: 'unknown_plugin'}],
    })
  })

  test('removes what an uninstall killed at its very end left aside, though its plugin is gone already', async () => {
    const home = newHome()
    await installed(home)
    const {pid} = spawnSync('true')
    put(join(home.home, `data/installed/.staging/${pid}.1.boot.1.a/discarded/run.sh`), '#!/bin/sh')
    await ask(home, 'plugin_uninstall', {name: 'weather'})
    put(join(home.home, `data/installed/.staging/${pid}.1.boot.1.b/discarded/run.sh`), '#!/bin/sh')
    expect(kept(home)).not.toEqual([])
    await ask(home, 'plugin_uninstall', {name: 'weather'})
    expect(kept(home)).toEqual([])
  })

  test('of a folder that somebody put there takes it away too', async () => {
    const home = newHome()
    put(join(home.home, 'data/plugins/weather/manifest.json'), '{')
    put(join(home.home, 'data/plugins/storm/manifest.json'), {...weather, name: 'storm'})
    put(join(home.home, 'data/plugins/storm/run.sh'), '#!/bin/sh\n')
    await ask(home, 'plugin_uninstall', {name: 'storm'})
    expect(kept(home)).toEqual(['plugins/weather', 'plugins/weather/manifest.json'])
    await ask(home, 'plugin_uninstall', {name: 'weather'})
    expect(kept(home)).toEqual([])
  })

  test('is refused for what others need that one may not know of, which are counted', async () => {
    const roles = {admin: {permissions: ['*']}, remover: {permissions: ['plugin:install', 'storm:show']}}
    const home = newHome({'config/rbac_roles.json': {roles}})
    await installed(home)
    for (const name of ['storm', 'secret_one', 'secret_two'])
      await installed(home, {name, permissions: [`${name}:show`], dependencies: ['weather']})
    const parrot = await openParrot(home)
    const {problems} = await parrot.call({
      tool: 'plugin_uninstall',
      by: {name: 'r', roles: ['remover'], evidence: 'uid 1'},
      door: 'terminal',
      input: async () => ({values: {name: 'weather'}}),
      dryRun: false,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
    await parrot.close()
    expect(problems).toEqual([
      {code: 'depended_on', params: {name: 'weather', dependant: 'storm'}},
      {code: 'depended_on_unseen', params: {name: 'weather', count: 2}},
    ])
    expect((await ask(home, 'plugin_uninstall', {name: 'weather'})).problems).toHaveLength(3)
  })

  test('is refused for what comes with Parrot, and for what another one needs, which is named', async () => {
    const home = newHome()
    await installed(home)
    await installed(home, {name: 'storm', permissions: ['storm:show'], dependencies: ['weather']})
    expect(await ask(home, 'plugin_uninstall', {name: 'weather'})).toMatchObject({
      problems: [{code: 'depended_on', params: {dependant: 'storm'}}],
    })
    expect(await ask(home, 'plugin_uninstall', {name: 'hello'})).toMatchObject({
      problems: [{code: 'uninstall_system'}],
    })
    expect(await ask(home, 'plugin_disable', {name: 'weather'})).toMatchObject({
      outcome: 'ok',
      problems: [{code: 'depends_warning', params: {dependant: 'storm'}}],
    })
    expect(await ask(home, 'storm')).toMatchObject({
      outcome: 'broken',
      problems: [{code: 'dependency_not_enabled'}],
    })
  })
})
