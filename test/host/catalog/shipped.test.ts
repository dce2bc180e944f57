import {chmodSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {placesOf} from '../../../src/host/catalog/places.ts'
import {readShipped, shippedDigests} from '../../../src/host/catalog/shipped.ts'
import {discover} from '../../../src/host/catalog/discover.ts'
import {minimal, said, ship, stage, write, writeManifest} from './stage.ts'

test('the build writes what the program reads', async () => {
  const {places} = await ship((await ship(stage(), 'hello')).places, 'check_disk')
  const digests = await shippedDigests(places.folders.shipped)
  expect(digests).toEqual(places.digests)
  const file = join(places.root, 'shipped.json')
  writeFileSync(file, JSON.stringify(digests))
  expect(readShipped(file)).toEqual(digests)
})

test('a missing, damaged or odd file vouches for nothing', () => {
  const {root} = stage()
  const file = join(root, 'shipped.json')
  expect(readShipped(file)).toEqual({})
  for (const text of ['', '{"hello": "sha5', 'null', '{"hello": true, "weather": "sha512-x"}']) {
    writeFileSync(file, text)
    expect(readShipped(file)).toEqual({})
  }
})

test('a plugin that no one could verify cannot be released', async () => {
  const places = stage()
  chmodSync(join(write(places, 'shipped', 'hello'), 'run.sh'), 0o4755)
  await expect(shippedDigests(places.folders.shipped)).rejects.toThrow('setuid')
})

test('a plugin whose manifest is wrong cannot be released', async () => {
  const places = stage()
  writeManifest(write(places, 'shipped', 'hello'), {...minimal('hello'), surprise: true})
  await expect(shippedDigests(places.folders.shipped)).rejects.toThrow('surprise')
})

test('a manifest is checked again once its files are not the ones that were built', async () => {
  const {places, dir} = await ship(stage(), 'hello')
  writeManifest(dir, {...minimal('hello'), surprise: true})
  const {plugins, problems} = await discover(places)
  expect(plugins.size).toBe(0)
  expect(said(problems, places).join()).toContain('surprise')
})

test('the lock lies with the configuration, the digests with the program', () => {
  const {root} = stage()
  const paths = {plugins: {shipped: '/s', user: '/u', system: '/y'}, config: '/c', cache: '/k', data: '/d'}
  const around = {root, uid: 5, version: '1.0.0'}
  expect(placesOf(around as never, paths as never)).toEqual({
    folders: paths.plugins,
    digests: {},
    lock: '/c/plugins.lock.json',
    key: '/c/host.key',
    store: '/d/installed',
    data: '/d/plugin-data',
    cache: '/k',
    uid: 5,
    version: '1.0.0',
    platform: process.platform,
  })
})
