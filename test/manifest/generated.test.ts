import {spawnSync} from 'node:child_process'
import {appendFileSync, copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'

const root = join(import.meta.dirname, '../..')

const check = (folder: string) =>
  spawnSync(process.execPath, [join(folder, 'scripts/generate.ts'), '--check'], {encoding: 'utf8'})

test('what stands in manifests/ is what the schemas of the program say', () => {
  expect(check(root)).toMatchObject({status: 0, stderr: ''})
})

test('a file that was edited, removed, or that nobody publishes is named', () => {
  const copy = mkdtempSync(join(tmpdir(), 'generated-'))
  onTestFinished(() => rmSync(copy, {recursive: true}))
  for (const part of ['src', 'scripts', 'manifests', 'docs', 'package.json'])
    cpSync(join(root, part), join(copy, part), {recursive: true})
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  expect(check(copy)).toMatchObject({status: 0})

  appendFileSync(join(copy, 'docs/configuration.md'), ' ')
  appendFileSync(join(copy, 'manifests/plugin.schema.json'), ' ')
  rmSync(join(copy, 'manifests/roles.schema.json'))
  copyFileSync(join(copy, 'manifests/users.schema.json'), join(copy, 'manifests/nobodys.schema.json'))
  const {status, stderr} = check(copy)
  expect(status).toBe(1)
  expect(stderr.match(/^(?:manifests|docs)\/\S+/gm)).toEqual([
    'docs/configuration.md',
    'manifests/nobodys.schema.json',
    'manifests/plugin.schema.json',
    'manifests/roles.schema.json',
  ])
})
