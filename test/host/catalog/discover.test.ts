import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {discover} from '../../../src/host/catalog/discover.ts'
import {propose} from '../../../src/host/catalog/approve.ts'
import {disable, enable} from '../../../src/host/catalog/enable.ts'
import {
  approve,
  lockOf,
  said,
  settled,
  ship,
  stage,
  write,
  writeManifest,
  minimal,
  type Stage,
} from './stage.ts'

const states = async (places: Stage) => {
  const {plugins, problems} = await discover(places)
  expect(said(problems, places)).toEqual([])
  return Object.fromEntries([...plugins.values()].map(({name, state}) => [name, state]))
}

test('no folders, no lock and no cache are an empty catalogue, and nothing is made but nothing', async () => {
  const places = stage()
  rmSync(places.folders.system, {recursive: true})
  expect(await discover(places)).toEqual({plugins: new Map(), commands: new Map(), problems: []})
})

test('a shipped plugin is enabled; anyone else is not until it is approved', async () => {
  const {places} = await ship(stage(), 'hello')
  write(places, 'user', 'weather')
  write(places, 'system', 'backup')
  expect(await states(places)).toEqual({hello: 'enabled', weather: 'not_enabled', backup: 'not_enabled'})

  await approve(places, 'weather')
  expect(await states(places)).toEqual({hello: 'enabled', weather: 'enabled', backup: 'not_enabled'})
  expect([...(await discover(places)).commands.keys()]).toEqual(['hello', 'weather'])
})

test('what was approved and has changed since is modified, and its commands are gone', async () => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  await approve(places, 'weather')
  writeManifest(dir, {...minimal('weather'), permissions: ['sys:root']})
  const {plugins, commands} = await discover(places)
  expect(plugins.get('weather')).toMatchObject({
    state: 'modified',
    approved: lockOf(places).get('weather')?.approved?.digest,
  })
  expect(commands.size).toBe(0)
})

test('a shipped plugin whose digest is not in the release is modified', async () => {
  const {places, dir} = await ship(stage(), 'hello')
  writeFileSync(join(dir, 'run.sh'), '#!/bin/sh\necho evil\n')
  write(places, 'shipped', 'slipped_in')
  expect(await states(places)).toEqual({hello: 'modified', slipped_in: 'modified'})
})

test('disabled and enabled again', async () => {
  const {places} = await ship(stage(), 'hello')
  write(places, 'user', 'weather')
  await approve(places, 'weather')
  expect(await disable(places, 'hello')).toEqual([])
  expect(await disable(places, 'weather')).toEqual([])
  expect(await states(places)).toEqual({hello: 'disabled', weather: 'disabled'})
  expect(await enable(places, 'hello')).toEqual([])
  expect(await enable(places, 'weather')).toEqual([])
  expect(await states(places)).toEqual({hello: 'enabled', weather: 'enabled'})
})

describe('one broken plugin is one problem and hides nothing else', () => {
  test.for([
    [
      'no manifest',
      (dir: string) => rmSync(join(dir, 'manifest.json')),
      '/user/broken/manifest.json: there is none.',
    ],
    [
      'half a manifest',
      (dir: string) => writeFileSync(join(dir, 'manifest.json'), '{"name": "bro'),
      '/user/broken/manifest.json:1:10: this is not JSON as Parrot reads it: a value is wanted here.',
    ],
    [
      'a wrong manifest',
      (dir: string) => writeManifest(dir, {...minimal('broken'), version: 1}),
      '/user/broken/manifest.json:3:3: version: found 1, want a semantic version such as "1.0.0"',
    ],
    [
      'another name',
      (dir: string) => writeManifest(dir, minimal('other')),
      '/user/broken holds a plugin called "other".',
    ],
    [
      'another platform',
      (dir: string) => writeManifest(dir, {...minimal('broken'), platforms: ['freebsd', 'darwin']}),
      '"broken" is for freebsd, darwin; this is linux.',
    ],
    [
      'another Parrot',
      (dir: string) => writeManifest(dir, {...minimal('broken'), requires: {parrot: '^2.0.0'}}),
      '"broken" needs Parrot ^2.0.0; this is 0.1.0.',
    ],
    [
      'no entrypoint',
      (dir: string) => rmSync(join(dir, 'run.sh')),
      '/user/broken/run.sh, the entrypoint, cannot be found (it is not there (ENOENT)).',
    ],
    [
      'an entrypoint that is a folder',
      (dir: string) => {
        rmSync(join(dir, 'run.sh'))
        mkdirSync(join(dir, 'run.sh'))
      },
      '/user/broken/run.sh, the entrypoint, is not a regular file.',
    ],
    [
      'an entrypoint that leads out',
      (dir: string) => {
        rmSync(join(dir, 'run.sh'))
        symlinkSync('/bin/sh', join(dir, 'run.sh'))
      },
      '/user/broken/run.sh, the entrypoint, leads out of its folder.',
    ],
    [
      'an entrypoint behind a folder that leads out',
      (dir: string) => {
        symlinkSync('/bin', join(dir, 'bin'))
        writeManifest(dir, {...minimal('broken'), entrypoint: 'bin/sh'})
      },
      '/user/broken/bin/sh, the entrypoint, leads out of its folder.',
    ],
    [
      'an entrypoint that is not executable',
      (dir: string) => chmodSync(join(dir, 'run.sh'), 0o644),
      '/user/broken/run.sh, the entrypoint, is not executable.',
    ],
    [
      'an entrypoint without a #! line',
      (dir: string) => writeFileSync(join(dir, 'run.sh'), 'echo hi\n'),
      '/user/broken/run.sh, the entrypoint, cannot be started: it has neither a #! line nor is it a program.',
    ],
  ] as const)('%s', async ([, spoil, expected]) => {
    const {places} = await ship(stage(), 'hello')
    write(places, 'user', 'a_good_one')
    spoil(write(places, 'user', 'broken'))
    const {plugins, problems} = await discover(places)
    expect(said(problems, places)).toEqual([expected])
    expect([...plugins.keys()]).toEqual(['hello', 'a_good_one'])
  })

  test('a JavaScript entrypoint needs no x-bit, a link inside the folder is fine', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather', {entrypoint: 'main.js'})
    writeFileSync(join(dir, 'real.js'), '', {mode: 0o644})
    symlinkSync('real.js', join(dir, 'main.js'))
    expect(await states(places)).toEqual({weather: 'not_enabled'})
  })
})

describe('names', () => {
  test('a stranger cannot take the name of a shipped plugin, nor a core word', async () => {
    const {places} = await ship(stage(), 'hello')
    write(places, 'user', 'hello')
    write(places, 'user', 'plugin')
    const {plugins, problems} = await discover(places)
    expect(said(problems, places)).toEqual([
      '/user/hello is left out: there is a plugin "hello" already, in /shipped/hello.',
      `/user/plugin/manifest.json:2:3: name: found "plugin", want a name that is not one of Parrot's own commands`,
    ])
    expect(plugins.get('hello')?.origin).toBe('shipped')
  })

  test('hello-world cannot pass for hello_world', async () => {
    const {places} = await ship(stage(), 'hello_world')
    write(places, 'user', 'hello-world')
    expect((await discover(places)).problems).toHaveLength(1)
  })

  test('two enabled plugins cannot have one tool; the one that comes later is left out', async () => {
    const {places} = await ship(stage(), 'backup_create')
    const command = {entrypoint: 'run.sh', permissions: []}
    const {entrypoint: _, permissions: __, ...rest} = minimal('backup')
    const dir = write(places, 'user', 'backup')
    writeManifest(dir, {...rest, commands: {create: command}})
    expect(await states(places)).toEqual({backup_create: 'enabled', backup: 'not_enabled'})
    expect(await propose(places, 'backup')).toMatchObject({
      problems: [{code: 'tool_taken', params: {other: 'backup_create'}}],
    })

    await disable(places, 'backup_create')
    await approve(places, 'backup')
    const entry = lockOf(places).get('backup_create')
    writeFileSync(
      places.lock,
      readFileSync(places.lock, 'utf8').replace('"enabled": false', '"enabled": true'),
    )
    expect(entry?.enabled).toBe(false)
    const {plugins, problems} = await discover(places)
    expect([...plugins.keys()]).toEqual(['backup_create'])
    expect(said(problems, places)).toEqual([
      '"backup" is left out: its command would be called "backup_create", as one of "backup_create" is.',
    ])
  })
})

describe('the lock', () => {
  test.for([
    ['nothing', ''],
    ['half a lock', '{"version": 2, "plugins": {"weather": {"digest": "sha5'],
    ['another version', '{"version": 1, "plugins": {}, "seal": ""}'],
    ['a list', '{"version": 2, "seal": "", "plugins": [1]}'],
    [
      'an entry without a digest',
      '{"version": 2, "seal": "", "plugins": {"weather": {"enabled": true, "approved": {"permissions": [], "approver": "a", "time": "t"}}}}',
    ],
    ['null', 'null'],
    ['plugins null', '{"version": 2, "seal": "", "plugins": null}'],
    ['an entry null', '{"version": 2, "seal": "", "plugins": {"weather": null}}'],
    ['__proto__', '{"version": 2, "seal": "", "plugins": {"__proto__": {}}}'],
  ] as const)(
    'that holds %s enables nothing, not even what is shipped and may have been disabled',
    async ([, text]) => {
      const {places} = await ship(stage(), 'hello')
      write(places, 'user', 'weather')
      await approve(places, 'weather')
      writeFileSync(places.lock, text)
      const {plugins, commands, problems} = await discover(places)
      expect(problems).toMatchObject([{code: 'lock_damaged'}])
      expect([...plugins.values()].map(({state}) => state)).toEqual(['disabled', 'not_enabled'])
      expect(commands.size).toBe(0)
      // and it is not written over
      const refused = await disable(places, 'hello')
      expect(refused).toMatchObject([{code: 'lock_damaged'}])
      expect(readFileSync(places.lock, 'utf8')).toBe(text)
    },
  )

  test('that others can write is not believed', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    await approve(places, 'weather')
    chmodSync(places.lock, 0o666)
    const {plugins, problems} = await discover(places)
    expect(problems).toMatchObject([{code: 'config_writable'}])
    expect(plugins.get('weather')?.state).toBe('not_enabled')
  })

  test('that is a link is not believed', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    await approve(places, 'weather')
    renameSync(places.lock, `${places.lock}.real`)
    symlinkSync(`${places.lock}.real`, places.lock)
    expect((await discover(places)).plugins.get('weather')?.state).toBe('not_enabled')
  })
})

describe('what passed before', () => {
  const cacheOf = (places: Stage) => readFileSync(join(places.cache, 'plugins.json'), 'utf8')

  test('is told from the cache alone, the same in every word', async () => {
    const {places} = await ship(stage(), 'hello')
    write(places, 'user', 'weather', {annotations: {readOnly: true}})
    await approve(places, 'weather')
    await settled()
    const plain = async () => {
      const {plugins, commands, problems} = await discover(places)
      const loaded = [...plugins.values()].map(({load, ...rest}) => ({...rest, loaded: load()}))
      return {loaded, tools: [...commands.keys()], problems}
    }
    const first = await plain()
    expect(cacheOf(places)).toContain('weather')
    // Every start reads it: of all that the digest was made of only that, of a plugin of a thousand files too.
    const {notes} = JSON.parse(cacheOf(places)) as {
      readonly notes: Readonly<Record<string, [string, object]>>
    }
    expect(Object.values(notes).map(([, note]) => Object.keys(note).toSorted())).toContainEqual([
      'commands',
      'description',
      'digest',
      'name',
      'origin',
      'risk',
      'version',
    ])
    expect(await plain()).toEqual(first)
  })

  test('is believed only by the state of the file: the text of the cache alone shows that it was used', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    await settled()
    await discover(places)
    writeFileSync(
      join(places.cache, 'plugins.json'),
      cacheOf(places).replace('Does weather', 'From the cache'),
    )
    const cached = (await discover(places)).plugins.get('weather')
    expect(cached?.description).toBe('From the cache')
    // and what is started comes from the manifest, whatever the cache says
    expect(cached?.load()).toMatchObject({manifest: {description: 'Does weather'}})
  })

  test.for([
    ['its text changed', (dir: string) => writeManifest(dir, {...minimal('weather'), description: 'New'})],
    [
      'its times were put back',
      (dir: string) => {
        writeManifest(dir, {...minimal('weather'), description: 'Now weather'.slice(0, 12)})
        utimesSync(join(dir, 'manifest.json'), 1, 1)
      },
    ],
    [
      'it was replaced by a rename',
      (dir: string) => {
        writeFileSync(join(dir, 'm'), JSON.stringify(minimal('weather')), {mode: 0o644})
        renameSync(join(dir, 'm'), join(dir, 'manifest.json'))
      },
    ],
  ] as const)('is checked again when %s', async ([, change]) => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    await settled()
    await discover(places)
    writeFileSync(
      join(places.cache, 'plugins.json'),
      cacheOf(places).replace('Does weather', 'From the cache'),
    )
    change(dir)
    expect((await discover(places)).plugins.get('weather')?.description).not.toBe('From the cache')
  })

  test('a broken manifest is remembered as broken, until it is mended', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather', {version: 1})
    await settled()
    const {problems} = await discover(places)
    expect(cacheOf(places)).toContain('manifest_wrong')
    expect((await discover(places)).problems).toEqual(problems)
    writeManifest(dir, minimal('weather'))
    expect(await states(places)).toEqual({weather: 'not_enabled'})
  })

  test('a plugin approved after it passed gets its digest, and one of a moved folder is looked at anew', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    await settled()
    await discover(places)
    await approve(places, 'weather')
    expect(await states(places)).toEqual({weather: 'enabled'})
    renameSync(places.folders.user, `${places.folders.user}2`)
    mkdirSync(places.folders.user, {mode: 0o755})
    expect(
      await states({...places, folders: {...places.folders, system: `${places.folders.user}2`}}),
    ).toEqual({weather: 'enabled'})
  })

  test('a manifest that changes between the list and the call is not loaded', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    await settled()
    await discover(places)
    const plugin = (await discover(places)).plugins.get('weather')
    writeManifest(dir, {...minimal('weather'), permissions: ['sys:root']})
    expect(plugin?.load()).toMatchObject({problem: {code: 'plugin_changed'}})
    rmSync(join(dir, 'manifest.json'))
    expect(plugin?.load()).toMatchObject({problem: {code: 'manifest_unreadable'}})
  })

  test('what was loaded once stays as it was', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    await settled()
    await discover(places)
    const plugin = (await discover(places)).plugins.get('weather')
    const loaded = plugin?.load()
    rmSync(dir, {recursive: true})
    expect(plugin?.load()).toBe(loaded)
  })

  test('a later catalogue gives the manifest that is there then, and no other, however alike its file looks', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    await settled()
    await discover(places)
    const load = async () => (await discover(places)).plugins.get('weather')?.load()
    const loaded = await load()
    expect(await load()).toBe(loaded)

    const file = join(dir, 'manifest.json')
    const {atime, mtime} = statSync(file)
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(/"version":\s*"\d/, (found) => `${found.slice(0, -1)}2`),
    )
    utimesSync(file, atime, mtime)
    expect(await load()).toMatchObject({manifest: {version: '2.0.0'}})

    await settled()
    await discover(places)
    // Looked at in full by now, so this one comes from what was kept or from the file.
    expect(await load()).toMatchObject({manifest: {version: '2.0.0'}})
    const late = (await discover(places)).plugins.get('weather')
    chmodSync(dir, 0o777)
    expect(late?.load()).toMatchObject({problem: {code: 'folder_writable'}})
  })
})
