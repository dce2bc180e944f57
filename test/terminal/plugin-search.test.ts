import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {once} from 'node:events'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {readTree} from '../../src/host/catalog/tree.ts'
import {digestOf} from '../../src/host/catalog/tree-digest.ts'
import {newHome, put} from '../home.ts'
import {digest, entry, index, serve, serveJson} from '../host/install/index-server.ts'
import {atDoor, paper} from './at-door.ts'
import {startParrot} from './program.ts'

type Answer = {
  readonly output: {
    readonly plugins: readonly Record<string, unknown>[]
    readonly problems: readonly {readonly code: string; readonly message: string}[]
  } | null
  readonly problems: readonly {readonly code: string}[]
}

/** The built program, with everything it wrote, while the servers of the test answer it. */
async function parrot(home: string, ...args: string[]) {
  const child = startParrot(home, ['plugin', 'search', ...args])
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  await once(child, 'close')
  return {status: child.exitCode, stdout, stderr}
}

test('the program finds plugins in the indexes of the configuration, whatever is wrong with some', async () => {
  const good = await serveJson(index(entry(), entry({name: 'other', description: 'x'})))
  const page = await serve((_, response) => response.end('<html>'))
  const around = newHome()
  const place = join(around.home, 'index.json')
  put(place, index(entry({source: '/srv/weather', version: '1.3.0'})))
  const indexes = [page, good, '/no/such/index.json', place]
  put(join(around.home, 'config/config.json'), {install: {indexes}})

  const {status, stdout, stderr} = await parrot(around.home, 'weather')
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  const short = `${good.replace('http://', '')}/`
  expect(stdout).toMatch(/^PLUGIN +VERSION +INDEX +DESCRIPTION\nweather +1\.3\.0 +…/)
  expect(stdout).toContain(`\nweather  1.2.0    ${short}`)
  expect(stdout).not.toContain('other')
  expect(stdout).toContain(`\n  parrot plugin install /srv/weather --digest ${digest}\n`)
  expect(stdout).toContain(`\n  parrot plugin install npm:weather@1.2.0 --digest ${digest}\n`)
  expect(stdout.match(/^Left out: .*/gm)).toEqual([
    expect.stringContaining(`${page}/ is not an index of plugins: it is not JSON`),
    expect.stringContaining('/no/such/index.json cannot be read: it is not there'),
  ])
  const {output} = JSON.parse((await parrot(around.home, 'weather', '--json')).stdout) as Answer
  expect(output?.plugins).toEqual([
    {...entry({source: '/srv/weather', version: '1.3.0'}), index: place, install: expect.any(String)},
    {...entry(), index: `${good}/`, install: expect.stringContaining(digest)},
  ])
  expect(output?.problems.map(({code}) => code)).toEqual(['index_wrong', 'index_unreachable'])
})

test('an index that is named takes the place of the configured ones, from where one stands', async () => {
  const around = newHome({'config/config.json': {install: {indexes: ['/no/such/index.json']}}})
  put(join(around.home, 'a.json'), index(entry()))
  put(join(around.home, 'b.json'), index(entry({name: 'other'})))
  const {status, out, err} = await atDoor(around, [
    'plugin',
    'search',
    '--index',
    'a.json',
    '--index',
    'b.json',
  ])
  expect({status, err}).toEqual({status: 0, err: ''})
  expect(out).toMatch(/\nother .*\nweather .*\n/)
  expect(out).not.toContain('Left out')
})

test('nothing to look in, nothing found, and nothing but broken indexes', async () => {
  const around = newHome()
  expect(await atDoor(around, ['plugin', 'search', 'weather'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('install.indexes'),
  })
  put(join(around.home, 'a.json'), index())
  expect(await atDoor(around, ['plugin', 'search', 'weather', '--index', 'a.json'])).toMatchObject({
    status: 0,
    out: 'Nothing was found.\n',
  })
  expect(await atDoor(around, ['plugin', 'search', '--index', 'no.json'])).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('no.json cannot be read: it is not there'),
  })
})

test('on a terminal of 80 columns a table has no longer line, and what is to be copied is whole', async () => {
  const around = newHome()
  put(join(around.home, 'a.json'), index(entry({description: 'The weather of a place. '.repeat(20)})))
  const {out} = await atDoor(around, ['plugin', 'search', '--index', 'a.json'], {screen: paper(true)})
  const [head, row] = out.split('\n').map((line) => line.replaceAll(/\u001b\[\d+m/g, ''))
  expect(head).toMatch(/^PLUGIN/)
  expect(row).toMatch(/^weather .*The$/)
  expect(
    Math.max(
      ...out
        .split('\n')
        .slice(0, 3)
        .map((line) => line.replaceAll(/\u001b\[\d+m/g, '').length),
    ),
  ).toBeLessThanOrEqual(80)
  expect(out).toContain(`parrot plugin install npm:weather@1.2.0 --digest ${digest}\n`)
})

test('text that means no good does nothing: not on the terminal, not as a template', async () => {
  const around = newHome()
  const template = '<%= process.exit(7) %><% throw 1 %>'
  put(
    join(around.home, 'a.json'),
    index(
      entry({description: template}),
      entry({name: 'hidden', description: '\u001b]0;owned\u0007\u001b[2J'}),
    ),
  )
  const {status, stdout, stderr} = await parrot(around.home, '--index', 'a.json')
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  expect(stdout).toContain(template)
  expect(stdout).toMatch(/Left out: .*1 of its entries .* hidden: description: text without control/)
  const json = (await parrot(around.home, '--index', 'a.json', '--json')).stdout
  for (const text of [stdout, json]) expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
})

test('who may install nothing may not look either, and no server hears of it', async () => {
  let asked = 0
  const address = await serve((_, response) => {
    asked++
    response.end(JSON.stringify(index(entry())))
  })
  const uid = process.getuid?.() ?? -1
  const files = (roles: string[]) => ({'config/rbac_users.json': {users: {bob: {roles, uid}}}})
  const ask = (roles: string[]) =>
    atDoor({...newHome(files(roles)), username: 'bob'}, ['plugin', 'search', '--index', address])
  expect(await ask(['operator'])).toMatchObject({status: 77, out: ''})
  expect(asked).toBe(0)
  expect(await ask(['admin'])).toMatchObject({status: 0})
  expect(asked).toBe(1)
})

test('whatever an index says, nobody may do more after a search than before', async () => {
  const around = newHome({'config/config.json': {install: {keys: {}}}})
  mkdirSync(join(around.home, 'data/plugins/weather'), {recursive: true, mode: 0o700})
  writeFileSync(
    join(around.home, 'data/plugins/weather/manifest.json'),
    JSON.stringify({
      name: 'weather',
      version: '1.2.0',
      description: 'x',
      entrypoint: 'w.sh',
      permissions: [],
    }),
  )
  writeFileSync(join(around.home, 'data/plugins/weather/w.sh'), '#!/bin/sh\n', {mode: 0o755})
  const permissions = ['sys:root', '*', 'plugin:run:weather']
  const generous = entry({
    permissions,
    key: `ed25519:${'A'.repeat(43)}`,
  })
  put(join(around.home, 'a.json'), {...index(generous)})
  const told = async () => ({
    whoami: (await atDoor(around, ['whoami'])).out,
    list: (await atDoor(around, ['plugin', 'list'])).out,
    config: readFileSync(join(around.home, 'config/config.json'), 'utf8'),
    folders: await Promise.all(['config', 'data'].map((folder) => digestIn(join(around.home, folder)))),
  })
  // The first look makes what every first look makes.
  await told()
  const before = await told()
  const {out} = await atDoor(around, ['plugin', 'search', '--index', 'a.json', '--json'])
  expect((JSON.parse(out) as Answer).output?.plugins).toMatchObject([{permissions}])
  expect(await told()).toEqual(before)
  expect(before.list).toMatch(/weather +1\.2\.0 +not enabled/)
  expect((await atDoor(around, ['events', 'list'])).out).not.toContain('plugin_search')
})

async function digestIn(dir: string): Promise<string> {
  const tree = readTree(dir)
  const found = 'problem' in tree ? tree : await digestOf(tree)
  return JSON.stringify(found)
}
