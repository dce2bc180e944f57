import {once} from 'node:events'
import {connect as connectSocket} from 'node:net'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {eras, resultOf} from './client.ts'
import {homeWith, readOnly} from './homes.ts'
import {answerIn, HttpServer, keyFor} from './http-client.ts'

const era = '2026-07-28'

function outcomes(home: string, tool: string): unknown[] {
  const {stdout} = parrot(home, ['events', 'list', '--type', 'CALL_FINISHED', '--plugin', tool, '--json'])
  const lines = stdout.trim().split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as {payload: {outcome: string}}).payload.outcome)
}

test('without a key there is a challenge, and where it leads says how a key is shown', async () => {
  const home = emptyHome()
  const key = keyFor(home, 'laptop')
  const server = await HttpServer.start(home)
  const asked = await server.post('{"jsonrpc":"2.0","id":1,"method":"tools/list"}')
  expect(asked.status).toBe(401)
  const [, metadata = ''] =
    /^Bearer resource_metadata="([^"]+)"$/.exec(asked.headers['www-authenticate'] ?? '') ?? []
  const {resource, bearer_methods_supported: methods} = (await (await fetch(metadata)).json()) as Record<
    string,
    unknown
  >
  expect({resource, methods}).toEqual({resource: server.url.href, methods: ['header']})
  expect((await server.ask(key, era, 'tools/list')).status).toBe(200)
  expect(server.stdout).toBe('')
  expect(await server.stop()).toBe(0)
})

test('keys that are not good are recorded, ten of them a minute, and hold up nobody who has a good one', async () => {
  const home = emptyHome()
  const key = keyFor(home, 'laptop')
  const server = await HttpServer.start(home)
  const statuses: number[] = []
  for (let at = 0; at < 12; at++) statuses.push((await server.ask(`prk_${at}`, era, 'tools/list')).status)
  expect(statuses).toEqual([...Array.from({length: 10}, () => 401), 429, 429])
  expect((await server.ask(key, era, 'tools/list')).status).toBe(200)
  await server.stop()
  expect(
    parrot(home, ['events', 'list', '--type', 'KEY_REFUSED', '--json']).stdout.trim().split('\n'),
  ).toHaveLength(10)
})

test.each([
  ['another name that leads here', {host: 'evil.example'}, 403],
  ['another name and a port', {host: 'evil.example:80'}, 403],
  ['a page from elsewhere', {origin: 'https://evil.example'}, 403],
  ['no origin worth the name', {origin: 'null'}, 403],
  ['no key', {}, 401],
])('a good request with %s is not served', async (_, headers: Record<string, string>, status) => {
  const home = emptyHome()
  const authorization = `Bearer ${keyFor(home, 'laptop')}`
  const server = await HttpServer.start(home)
  const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
  const good = {host: server.url.host, origin: server.url.origin, authorization}
  expect((await server.post(body, good)).status).toBe(200)
  const sent = status === 401 ? {host: server.url.host} : {...good, ...headers}
  const answer = await server.post(body, sent)
  expect(answer.status).toBe(status)
  expect(answer.body).not.toContain('whoami')
  await server.stop()
})

test('what is too long, too deep, no JSON, or said otherwise in headers and body is refused, and it serves on', async () => {
  const home = emptyHome()
  const key = keyFor(home, 'laptop')
  const authorization = `Bearer ${key}`
  const server = await HttpServer.start(home, {PARROT_MAX_INPUT_SIZE: '5000'})
  const status = async (body: string, headers = {}) =>
    (await server.post(body, {authorization, ...headers})).status
  expect(await status(JSON.stringify({text: 'x'.repeat(6000)}))).toBe(413)
  expect(await status('['.repeat(1000) + ']'.repeat(1000))).toBe(400)
  expect(await status('{"jsonrpc": ')).toBe(400)
  expect(await status('{}', {'content-type': 'text/plain'})).toBe(415)
  const modern = {'mcp-protocol-version': era, 'mcp-method': 'tools/list'}
  const {body} = await server.post('{"jsonrpc":"2.0","id":1,"method":"tools/list"}', {
    authorization,
    ...modern,
  })
  expect(answerIn([JSON.parse(body)]).error).toBeDefined()
  expect(resultOf(await server.call(key, era, 'whoami')).structuredContent).toMatchObject({roles: ['agent']})
  await server.stop()
})

test('slow senders lose their connection, others are served meanwhile', async () => {
  const home = emptyHome()
  const key = keyFor(home, 'laptop')
  const server = await HttpServer.start(home)
  const slow = Array.from({length: 20}, () => connectSocket(Number(server.url.port), '127.0.0.1'))
  for (const socket of slow) {
    socket.on('error', () => {})
    socket.resume()
    socket.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-')
  }
  expect((await server.ask(key, era, 'tools/list')).status).toBe(200)
  await Promise.all(slow.map((socket) => once(socket, 'close')))
  expect((await server.ask(key, era, 'tools/list')).status).toBe(200)
  await server.stop()
})

test('only the loopback of this machine is served, on a port that is free', async () => {
  const home = emptyHome()
  for (const address of ['0.0.0.0:0', '192.168.1.1:80', '[::]:80', 'x', '99999', '-1', '127.0.0.1'])
    expect(parrot(home, ['mcp', `--http=${address}`]).status, address).toBe(2)
  const server = await HttpServer.start(home)
  expect(parrot(home, ['mcp', '--http', server.url.port])).toMatchObject({status: 70, stdout: ''})
  await server.stop()
})

needs('bwrap', 'apt-get install bubblewrap')('plugins over HTTP', () => {
  test.each(eras)('%s: run, with progress, for who may see them', async (era) => {
    const program = 'echo \'{"progress": 0.5}\' >&3; sleep 0.2; echo \'{"progress": 1}\' >&3; echo done'
    const home = homeWith(readOnly('steps', program, {permissions: ['service:status']}))
    const [agent, viewer] = [keyFor(home, 'one'), keyFor(home, 'two', '--role', 'viewer')]
    const server = await HttpServer.start(home)
    const params = {name: 'steps', arguments: {}, _meta: {progressToken: 7}}
    const {messages} = await server.ask(agent, era, 'tools/call', params)
    const progress = messages.filter(({method}) => method === 'notifications/progress')
    expect(progress.map(({params}) => params)).toEqual([
      {progressToken: 7, progress: 0.5, total: 1},
      {progressToken: 7, progress: 1, total: 1},
    ])
    expect(resultOf(answerIn(messages)).content[0]?.text).toBe('done\n')
    expect((await server.call(viewer, era, 'steps')).error?.message).toBe('Unknown tool: steps')
    await server.stop()
  })

  test.each(eras)('%s: a client that hangs up ends what runs for it', async (era) => {
    const home = homeWith(readOnly('forever', 'sleep 1000 & wait'))
    const key = keyFor(home, 'laptop')
    const server = await HttpServer.start(home)
    const away = new AbortController()
    const asked = server.ask(key, era, 'tools/call', {name: 'forever', arguments: {}}, away.signal)
    asked.catch(() => {})
    const requested = ['events', 'list', '--type', 'CALL_DECIDED', '--plugin', 'forever', '--json']
    await expect.poll(() => parrot(home, requested).stdout, {timeout: 20_000}).toContain('forever')
    away.abort()
    await expect(asked).rejects.toThrow('aborted')
    await expect.poll(() => outcomes(home, 'forever'), {timeout: 20_000}).toEqual(['cancelled'])
    await server.stop()
  })

  test('a key that is revoked ends what runs by it, and nobody else’s', async () => {
    const home = homeWith(readOnly('forever', 'sleep 1000 & wait'))
    const [first, second] = [keyFor(home, 'first'), keyFor(home, 'second')]
    const server = await HttpServer.start(home)
    const calls = [first, second].map((key) =>
      server.ask(key, era, 'tools/call', {name: 'forever', arguments: {}}),
    )
    for (const call of calls) call.catch(() => {})
    const decided = ['events', 'list', '--type', 'CALL_DECIDED', '--plugin', 'forever', '--json']
    await expect.poll(() => parrot(home, decided).stdout.trim().split('\n').length, {timeout: 20_000}).toBe(2)
    expect(parrot(home, ['key', 'revoke', 'first']).status).toBe(0)
    await expect.poll(() => outcomes(home, 'forever'), {timeout: 20_000}).toEqual(['cancelled'])
    expect((await server.ask(first, era, 'tools/list')).status).toBe(401)
    expect((await server.ask(second, era, 'tools/list')).status).toBe(200)
    expect(await server.stop()).toBe(0)
    expect(outcomes(home, 'forever')).toEqual(['cancelled', 'cancelled'])
    const left = parrot(home, ['events', 'list', '--type', 'CLIENT_DISCONNECTED', '--json']).stdout
    expect(left.match(/"transport":"http"/g)).toHaveLength(2)
    expect(parrot(home, ['audit', 'verify']).status).toBe(0)
  })
})
