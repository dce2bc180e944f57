import {globSync, readFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {expect, test} from 'vitest'
import type {IndexEntry} from '../../../src/host/install/index-file.ts'
import {searchIn} from '../../../src/host/install/search.ts'
import {pluginSearch} from '../../../src/host/operations/search.ts'
import {root} from '../../home.ts'
import {digest, entry} from './index-server.ts'

const found = (entries: readonly IndexEntry[], ...words: string[]) =>
  searchIn([{index: 'one', entries}], words).map(({name, version}) => `${name} ${version}`)

const several: readonly IndexEntry[] = [
  entry({name: 'garden', description: 'Waters plants by the weather'}),
  entry({name: 'forecast', keywords: ['Weather', 'rain'], description: 'Tomorrow'}),
  entry({name: 'space_weather', description: 'Storms of the sun'}),
  entry({name: 'weather_radar', description: 'Clouds'}),
  entry({name: 'weather', version: '1.9.0'}),
  entry({name: 'weather', version: '1.10.0'}),
  entry({name: 'barometer', keywords: ['weatherglass'], description: 'Pressure'}),
  entry({name: 'backup', description: 'Copies'}),
]

test('the name counts for more than keywords, and these for more than the description', () => {
  expect(found(several, 'weather')).toEqual([
    'weather 1.10.0',
    'weather 1.9.0',
    'weather_radar 1.2.0',
    'space_weather 1.2.0',
    'forecast 1.2.0',
    'barometer 1.2.0',
    'garden 1.2.0',
  ])
})

test('every word has to be found, in whatever case, and however a name is spelled', () => {
  expect(found(several, 'WEATHER', 'rain')).toEqual(['forecast 1.2.0'])
  expect(found(several, 'weather rain')).toEqual(['forecast 1.2.0'])
  expect(found(several, 'weather', 'nowhere')).toEqual([])
  expect(found(several, 'Space-Weather')).toEqual(['space_weather 1.2.0'])
  expect(found([entry({description: 'Me\u0301te\u0301o'})], 'météo')).toHaveLength(1)
})

test('a word is a word: nothing in it is a pattern', () => {
  expect(found(several, '.*')).toEqual([])
  expect(found(several, '(')).toEqual([])
  expect(found([entry({description: 'C++ (a+)+$'})], '(a+)+$')).toHaveLength(1)
})

test('without words everything is found, by name', () => {
  expect(found(several).map((each) => each.split(' ')[0])).toEqual(several.map(({name}) => name).toSorted())
})

test('one name in several indexes stands there once for each', () => {
  const all = searchIn(
    [
      {index: 'one', entries: [entry()]},
      {index: 'broken'},
      {index: 'two', entries: [entry({source: '@eve/weather', digest: digest.replace('A', 'B')})]},
    ],
    ['weather'],
  )
  expect(all.map(({index, install}) => [index, install])).toEqual([
    ['one', `parrot plugin install npm:weather@1.2.0 --digest ${digest}`],
    ['two', `parrot plugin install @eve/weather --digest ${digest.replace('A', 'B')}`],
  ])
})

test('what some shells would read as a pattern is in quotes', () => {
  const install = (source: string) => searchIn([{index: 'one', entries: [entry({source})]}], [])[0]?.install
  expect(install('weather@^1.0.0')).toContain("install 'weather@^1.0.0' --digest")
  expect(install('git+https://a.org/w.git#v1')).toContain("install 'git+https://a.org/w.git#v1' --digest")
})

test('an index grants nothing: what reads one is known to the search alone, which changes nothing', () => {
  const files = globSync('src/**/*.ts', {cwd: root}).toSorted()
  const readers = files.filter((file) => file.startsWith('src/host/install/index-'))
  expect(readers).toHaveLength(4)
  const names = [...readers.map((file) => `/${basename(file)}'`), "install/search.ts'"]
  const importing = files.filter((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    return !readers.includes(file) && names.some((name) => source.includes(name))
  })
  expect(importing).toEqual(['src/host/install/search.ts', 'src/host/operations/search.ts'])
  expect(pluginSearch.changes).toBe(false)
})
