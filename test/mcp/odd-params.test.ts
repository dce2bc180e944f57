import {expect, test} from 'vitest'
import {emptyHome} from '../terminal/fixtures.ts'
import {connect, eras, type Era} from './client.ts'
import {HttpServer, keyFor} from './http-client.ts'

/** Each is no parameters of a request, or holds something in `_meta` that the protocol gives another type. */
const odd = [
  ['a number for params', 7],
  ['a list for params', []],
  ['a number for _meta', {_meta: 7}],
  ['null for _meta', {_meta: null}],
  ['a list for _meta', {_meta: []}],
  ['an object for progressToken', {_meta: {progressToken: {}}}],
  ['half a number for progressToken', {_meta: {progressToken: 1.5}}],
  ['a number for a task', {_meta: {'io.modelcontextprotocol/related-task': 7}}],
] as const
const refused = {
  id: 55,
  error: {code: -32_602, message: expect.stringContaining('"progressToken"') as string},
}

test.each(eras)('%s, lines: a request with odd parameters is answered by its id', async (era) => {
  const client = await connect(emptyHome(), era)
  for (const [name, params] of odd) {
    const before = client.heard.length
    client.send({id: 55, method: 'tools/list', params})
    const answer = await client.until((message) => client.heard.indexOf(message) >= before)
    expect(answer, name).toMatchObject(refused)
  }
  expect((await client.request('tools/list')).result).toBeDefined()
  await client.leave()
})

test.each(eras)('%s, HTTP: a request with odd parameters is answered by its id', async (era) => {
  const home = emptyHome()
  const key = keyFor(home, 'laptop')
  const server = await HttpServer.start(home)
  const headers = {authorization: `Bearer ${key}`, ...(await opened(server, key, era))}
  for (const [name, params] of odd) {
    const asked = JSON.stringify({jsonrpc: '2.0', id: 55, method: 'tools/list', params})
    const {status, messages} = await server.post(asked, headers)
    expect({status, messages}, name).toMatchObject({status: 400, messages: [refused]})
  }
  const asked = await server.post(JSON.stringify({jsonrpc: '2.0', id: 55, method: 'tools/list', params: 7}))
  expect(asked.status, 'without a key').toBe(401)
  expect(await server.stop()).toBe(0)
})

test('odd parameters by the id of a request that waits are not answered as if they were that request', async () => {
  const client = await connect(emptyHome(), '2026-07-28')
  const [asked, odd] = [{...client.envelope()}, {_meta: 7}].map((params) =>
    JSON.stringify({jsonrpc: '2.0', id: 55, method: 'tools/list', params}),
  )
  const before = client.heard.length
  client.write(`${asked}\n${odd}\n`)
  await client.until((message) => client.heard.length >= before + 2 && message.id === 55)
  const answers = client.heard.slice(before).filter(({id}) => id === 55)
  expect(answers).toHaveLength(1)
  expect(answers[0]?.result).toBeDefined()
  await client.leave()
})

async function opened(server: HttpServer, key: string, era: Era): Promise<Readonly<Record<string, string>>> {
  if (era === '2026-07-28') return {'mcp-protocol-version': era, 'mcp-method': 'tools/list'}
  const client = {protocolVersion: era, capabilities: {}, clientInfo: {name: 'test', version: '1'}}
  const {headers} = await server.ask(key, era, 'initialize', client)
  return {'mcp-session-id': String(headers['mcp-session-id']), 'mcp-protocol-version': era}
}
