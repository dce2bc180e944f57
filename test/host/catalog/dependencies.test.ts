import {expect, test} from 'vitest'
import {dependencyProblems} from '../../../src/host/catalog/dependencies.ts'
import {discover} from '../../../src/host/catalog/discover.ts'
import {propose} from '../../../src/host/catalog/approve.ts'
import {disable} from '../../../src/host/catalog/enable.ts'
import {rmSync} from 'node:fs'
import {said, settled, ship, stage, write, type Stage} from './stage.ts'

const missing = async (places: Stage, name: string) => {
  const catalog = await discover(places)
  const plugin = catalog.plugins.get(name)
  return plugin && said(dependencyProblems(catalog, plugin), places)
}

const shipAll = async (plugins: Record<string, object>) => {
  let places = stage()
  for (const [name, change] of Object.entries(plugins)) places = (await ship(places, name, change)).places
  return places
}

test('none, and those that are there and enabled in a fitting version', async () => {
  const places = await shipAll({
    backup: {version: '1.2.0'},
    daily: {dependencies: ['backup@^1.0.0', 'report']},
    report: {dependencies: ['backup']},
  })
  expect(await missing(places, 'backup')).toEqual([])
  expect(await missing(places, 'daily')).toEqual([])
})

test('missing, disabled, not enabled, of another version: each by its name, however far down', async () => {
  const places = await shipAll({
    backup: {version: '1.2.0'},
    report: {},
    daily: {dependencies: ['backup@^2.0.0', 'report', 'weather', 'nothing', 'deep']},
    deep: {dependencies: ['deeper']},
  })
  write(places, 'user', 'weather')
  await disable(places, 'report')
  expect(await missing(places, 'daily')).toEqual([
    '"daily" needs "backup" ^2.0.0; 1.2.0 is there.',
    '"daily" needs the plugin "report", which is not enabled.',
    '"daily" needs the plugin "weather", which is not enabled.',
    '"daily" needs the plugin "nothing", which is not there.',
    '"deep" needs the plugin "deeper", which is not there.',
  ])
})

test('a circle is named and not walked for ever', async () => {
  const places = await shipAll({a: {dependencies: ['b']}, b: {dependencies: ['c']}, c: {dependencies: ['a']}})
  expect(await missing(places, 'b')).toEqual(['"a" waits for itself: b → c → a → b.'])
})

test('what would not run is not enabled either', async () => {
  const places = stage()
  write(places, 'user', 'weather', {dependencies: ['station']})
  expect(await propose(places, 'weather')).toMatchObject({problems: [{code: 'dependency_missing'}]})
})

test('a manifest that is gone meanwhile', async () => {
  const {places, dir} = await ship(stage(), 'hello')
  await settled()
  await discover(places)
  const catalog = await discover(places)
  const plugin = catalog.plugins.get('hello')
  rmSync(dir, {recursive: true})
  expect(plugin && dependencyProblems(catalog, plugin)).toMatchObject([{code: 'manifest_unreadable'}])
})
