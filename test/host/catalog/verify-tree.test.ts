import {readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {discover} from '../../../src/host/catalog/discover.ts'
import {treeStamp} from '../../../src/host/catalog/tree-digest.ts'
import {readTree} from '../../../src/host/catalog/tree.ts'
import {stateNow, verifyTree} from '../../../src/host/catalog/verify-tree.ts'
import type {Plugin} from '../../../src/host/plugin.ts'
import {approve, minimal, settled, stage, write, writeManifest, type Stage} from './stage.ts'

const enabled = async (places: Stage): Promise<Plugin> => {
  await approve(places, 'weather')
  const plugin = (await discover(places)).plugins.get('weather')
  if (plugin === undefined) throw new Error('not there')
  return plugin
}

const stampText = (dir: string): string => {
  const tree = readTree(dir)
  return 'problem' in tree ? '' : treeStamp(tree).text
}

const sizes = {'a small plugin': 3, 'a plugin of many files': 200}

test.for(Object.entries(sizes))('%s is unchanged until anything in it changes', async ([, files]) => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  for (let index = 0; index < files; index++) writeFileSync(join(dir, `f${index}.js`), `// ${index}`)
  const plugin = await enabled(places)
  await settled()
  expect(await verifyTree(plugin, places)).toBe(true)
  expect(await verifyTree(plugin, places)).toBe(true)

  const file = join(dir, 'f1.js')
  writeFileSync(file, '// 2')
  utimesSync(file, 1, 1)
  expect(await verifyTree(plugin, places)).toBe(false)
  writeFileSync(file, '// 1')
  expect(await verifyTree(plugin, places)).toBe(true)
  writeFileSync(join(dir, 'more'), '')
  expect(await verifyTree(plugin, places)).toBe(false)
  rmSync(join(dir, 'more'))
  expect(await verifyTree(plugin, places)).toBe(true)
  rmSync(dir, {recursive: true})
  expect(await verifyTree(plugin, places)).toBe(false)
})

test('one that nobody approved is never unchanged', async () => {
  const places = stage()
  write(places, 'user', 'weather')
  const plugin = (await discover(places)).plugins.get('weather')
  expect(plugin && (await verifyTree(plugin, places))).toBe(false)
})

test('a manifest that was put back after it was loaded is a change', async () => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  await enabled(places)
  const good = readFileSync(join(dir, 'manifest.json'))
  writeManifest(dir, {...minimal('weather'), permissions: ['sys:root']})
  const plugin = (await discover(places)).plugins.get('weather')
  writeFileSync(join(dir, 'manifest.json'), good)
  expect(plugin?.load()).toMatchObject({manifest: {permissions: ['sys:root']}})
  expect(plugin && (await verifyTree({...plugin, state: 'enabled'}, places))).toBe(false)
})

test('the state of a big folder is only believed for the digest that is approved now', async () => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  writeFileSync(join(dir, 'big'), Buffer.alloc(2 * 1024 * 1024))
  const plugin = await enabled(places)
  await settled()
  expect(await verifyTree(plugin, places)).toBe(true)
  expect(readFileSync(join(places.cache, 'trees.json'), 'utf8')).toContain(dir)
  const other = `sha512-${'A'.repeat(86)}==`
  expect(await verifyTree({...plugin, approved: other}, places)).toBe(false)
})

describe('a file that changes without its times telling, as one can that is mapped into memory', () => {
  /** A big plugin that was verified, and a way to write into a file of it so that its state stays. */
  const mapped = async (entrypoint = 'run.sh') => {
    const places = stage()
    const dir = write(places, 'user', 'weather', {entrypoint})
    writeFileSync(join(dir, 'big'), Buffer.alloc(2 * 1024 * 1024))
    symlinkSync('run.sh', join(dir, 'link.sh'))
    const plugin = await enabled(places)
    await settled()
    expect(await verifyTree(plugin, places)).toBe(true)
    const trees = join(places.cache, 'trees.json')
    const quietly = (file: string) => {
      const before = stampText(dir)
      writeFileSync(join(dir, file), readFileSync(join(dir, file)).with(3, 9))
      writeFileSync(trees, readFileSync(trees, 'utf8').replace(before, stampText(dir)))
    }
    return {places, plugin, quietly}
  }

  test.each(['run.sh', 'link.sh'])('is found at each run where it is started: %s', async (file) => {
    const {places, plugin, quietly} = await mapped(file)
    quietly('big')
    expect(await verifyTree(plugin, places)).toBe(true)
    quietly('run.sh')
    expect(await verifyTree(plugin, places)).toBe(false)
    expect(await verifyTree(plugin, places)).toBe(false)
  })

  test('is found by who reads every byte, and from then on at each run', async () => {
    const {places, plugin, quietly} = await mapped()
    quietly('big')
    await settled()
    expect(await stateNow(plugin, places)).toBe('enabled')
    expect(await stateNow(plugin, places, 'every byte')).toBe('modified')
    expect(await stateNow(plugin, places)).toBe('modified')
  })
})

test('a list that looks at the files shows what discovery alone does not see', async () => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  const stranger = (await discover(places)).plugins.get('weather')
  expect(stranger && (await stateNow(stranger, places))).toBe('not_enabled')
  await enabled(places)
  await settled()
  const plugin = await enabled(places)
  expect(await stateNow(plugin, places)).toBe('enabled')
  writeFileSync(join(dir, 'run.sh'), '#!/bin/sh\necho evil\n')
  expect((await discover(places)).plugins.get('weather')?.state).toBe('enabled')
  expect(await stateNow(plugin, places)).toBe('modified')
})
