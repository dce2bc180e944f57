import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {checkManifest} from '../../src/manifest/check-manifest.ts'

const folder = join(import.meta.dirname, '../../plugins/hello')

/** The example that the project began with, word for word. */
const seed = {
  name: 'hello',
  version: '1.0.0',
  description: 'Example Hello World plugin',
  author: 'Parrot MCP Contributors',
  entrypoint: 'hello.sh',
  permissions: ['logs:write'],
  dependencies: [],
  config: {HELLO_MESSAGE: {type: 'string', default: 'Hello, World!', description: 'Message to display'}},
}

const hello = (env: Readonly<Record<string, string>>) =>
  spawnSync(join(folder, 'hello.sh'), {env: {PATH: '/usr/bin:/bin', ...env}, encoding: 'utf8'})

test('the seed is valid as it is', async () => {
  const text = JSON.stringify(seed)
  expect(await checkManifest(text, 'manifest.json', {shipped: false})).toEqual({manifest: seed})
})

test('the manifest is the seed in two languages, and promises to change nothing, so that it runs without bubblewrap too', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  expect(manifest).toEqual({...seed, annotations: {readOnly: true}, messages: {de: expect.any(Object)}})
})

test.each(['Hello, World!', '-n', '%s\\n $(id) `id`', 'Köln 🦜', ''])('it says %j as it is', (message) => {
  expect(hello({HELLO_MESSAGE: message})).toMatchObject({status: 0, stdout: `${message}\n`, stderr: ''})
})

test('without its configuration it fails instead of saying nothing', () => {
  expect(hello({})).toMatchObject({status: 1, stdout: ''})
})
