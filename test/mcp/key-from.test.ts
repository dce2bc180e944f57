import {once} from 'node:events'
import {request} from 'node:http'
import type {Socket} from 'node:net'
import {text} from 'node:stream/consumers'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {httpDoor, listen} from '../../src/mcp/http/serve-http.ts'
import {newHome} from '../home.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {HttpServer, keyFor} from './http-client.ts'

/** The status of a list of tools, asked from this address of the machine's own. */
async function from(
  localAddress: string,
  {url}: Pick<HttpServer, 'url'>,
  key: string,
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  const headers = {
    ...more,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${key}`,
  }
  const {port, pathname: path} = url
  const asked = request({host: '127.0.0.1', localAddress, port, path, method: 'POST', headers, agent: false})
  asked.end('{"jsonrpc":"2.0","id":1,"method":"tools/list"}')
  const [answer] = await once(asked, 'response')
  await text(answer)
  return answer.statusCode
}

test('a key is good from where it may be used, at every request, and nowhere else; that is on record', async () => {
  const home = emptyHome()
  const key = keyFor(home, 'far', '--from', '127.0.0.2', '--from', '2001:db8::/32')
  const near = keyFor(home, 'near', '--from', '127.0.0.1/32')
  const anywhere = keyFor(home, 'anywhere')
  const server = await HttpServer.start(home)
  expect(await from('127.0.0.2', server, key)).toBe(200)
  // The same key has a session now; that opens no other way in.
  expect(await from('127.0.0.1', server, key)).toBe(401)
  expect(await from('127.0.0.2', server, key)).toBe(200)
  expect(await from('127.0.0.2', server, near)).toBe(401)
  expect(await from('127.0.0.2', server, anywhere)).toBe(200)
  // What a request says of where it comes from whoever sends it has written.
  const said = [
    {'x-forwarded-for': '127.0.0.2'},
    {forwarded: 'for=127.0.0.2'},
    {'x-real-ip': '127.0.0.2'},
    {'true-client-ip': '127.0.0.2', 'cf-connecting-ip': '127.0.0.2', 'x-client-ip': '127.0.0.2'},
  ]
  for (const more of said) {
    expect(await from('127.0.0.1', server, key, more), JSON.stringify(more)).toBe(401)
    expect(await from('127.0.0.2', server, near, {'x-forwarded-for': '127.0.0.1'})).toBe(401)
  }
  // Nor does it shut out who is where they may be.
  expect(await from('127.0.0.2', server, key, {'x-forwarded-for': '203.0.113.9'})).toBe(200)
  await server.stop()
  const {stdout} = parrot(home, ['events', 'list', '--type', 'KEY_REFUSED', '--json'])
  const payloads = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as {payload: object}).payload)
  const refusals = ['127.0.0.1', '127.0.0.2'].map((address) => ({reason: 'elsewhere', address}))
  expect(payloads).toMatchObject(Array.from({length: 5}, () => refusals).flat())
  // What comes over no network comes from this machine.
  expect(parrot(home, ['mcp'], {PARROT_API_KEY: near}).status).toBe(0)
  expect(parrot(home, ['mcp'], {PARROT_API_KEY: key}).status).toBe(77)
})

test('on a socket of both kinds an address of IPv4 is the same one, in a network of IPv4 or outside', async () => {
  const home = emptyHome()
  const inside = keyFor(home, 'inside', '--from', '127.0.0.0/30')
  const outside = keyFor(home, 'outside', '--from', '127.0.0.1', '--from', '::1')
  const parrotThere = await openParrot({...newHome(), home, env: {PARROT_HOME: home}})
  const {server, end} = httpDoor(parrotThere, 65_536)
  const seen: (string | undefined)[] = []
  server.on('connection', ({remoteAddress}: Socket) => seen.push(remoteAddress))
  const {port} = new URL(await listen(server, {host: '::', port: 0}))
  onTestFinished(async () => {
    server.close()
    await end()
    await parrotThere.close()
  })
  const here = {url: new URL(`http://127.0.0.1:${port}/mcp`)}
  expect(await from('127.0.0.2', here, inside)).toBe(200)
  expect(await from('127.0.0.5', here, inside)).toBe(401)
  expect(await from('127.0.0.2', here, outside)).toBe(401)
  expect(await from('127.0.0.1', here, outside)).toBe(200)
  expect(seen).toEqual(['2', '5', '2', '1'].map((last) => `::ffff:127.0.0.${last}`))
})

test('where it may be used from is seen, survives a new secret, and has to be an address or a network', () => {
  const home = emptyHome()
  const {stdout} = parrot(home, ['key', 'create', 'far', '--from', '10.0.0.0/8'])
  expect(stdout).toContain('from 10.0.0.0/8')
  parrot(home, ['key', 'rotate', 'far'])
  expect(parrot(home, ['key', 'list']).stdout).toMatch(/far .* 10\.0\.0\.0\/8/)
  for (const wrong of ['home', '10.0.0.0/33', '10.0.0', '::1/129', 'localhost', '10.0.0.0/08', ''])
    expect(parrot(home, ['key', 'create', 'x', `--from=${wrong}`]).status, wrong).toBe(2)
})
