import {Validator} from '@cfworker/json-schema'
import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {checkManifest} from '../../src/manifest/check-manifest.ts'
import {schemas} from '../../src/manifest/schema.ts'

const root = join(import.meta.dirname, '../..')
const published = JSON.parse(readFileSync(join(root, 'manifests/plugin.schema.json'), 'utf8')) as object
const validator = () => new Validator(structuredClone(published), '2020-12', false)

test('it is what the schema of the program says', () => {
  expect(published).toEqual(schemas()['plugin.schema.json'])
})

test('the keys a manifest may have', () => {
  type Shape = {readonly properties: Readonly<Record<string, {readonly additionalProperties?: Shape}>>}
  const keys = (shape: Shape | undefined) =>
    Object.keys(shape?.properties ?? {})
      .toSorted()
      .join(' ')
  const {properties} = published as Shape
  expect(keys(published as Shape)).toBe(
    '$schema annotations author commands config dependencies description dryRun entrypoint examples homepage icon ' +
      'input license limits lock messages name output permissions platforms requires schedule serves speaks task version',
  )
  expect(keys(properties['commands']?.additionalProperties)).toBe(
    'annotations description dryRun entrypoint examples input limits lock output permissions serves speaks task',
  )
  expect(keys(properties['config']?.additionalProperties)).toBe(
    'administrator checksum default description maximum minimum options pattern required type wants',
  )
})

describe('the manifests of the shipped plugins', () => {
  test.for(globSync('plugins/*/manifest.json', {cwd: root}))(
    '%s passes, here and in an editor',
    async (file) => {
      const text = readFileSync(join(root, file), 'utf8')
      expect(await checkManifest(text, file, {shipped: true})).toHaveProperty('manifest')
      expect(validator().validate(JSON.parse(text))).toMatchObject({valid: true})
    },
  )
})

describe('an editor accepts what Parrot accepts', () => {
  const cases = join(import.meta.dirname, 'cases')
  test.for(globSync('*.txt', {cwd: cases}))('%s', (file) => {
    const [manifest = '', said] = readFileSync(join(cases, file), 'utf8').split('-----\n')
    if (said !== 'ok\n') return
    expect(validator().validate(JSON.parse(manifest)).errors).toEqual([])
  })
})
