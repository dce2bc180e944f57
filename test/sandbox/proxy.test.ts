import {once} from 'node:events'
import {createServer as createHttpServer, request, type Server} from 'node:http'
import {connect, createServer, type AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {proxyFor} from '../../src/sandbox/proxy.ts'
import {randomFrom} from '../scripts/random.ts'
import {describeForUsers} from './runs.ts'

/** What a server says that means harm, or knows no better. */
const replies = [
  'HTTP/1.1 200 OK\r\nTrailer: x\r\nContent-Length: 2\r\n\r\nok',
  'HTTP/1.1 204 No\r\nTrailer: x\r\n\r\n',
  'HTTP/1.1 099 X\r\n\r\n',
  'HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 1000 X\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na',
  'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nbytes',
  'HTTP/1.1 200 OK\r\nX: \u0001\r\n\r\n',
  'HTTP/1.1 200 \u00ff\r\nX\u00ff: \u00e9\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: y\r\n\r\n1\r\na\r\n0\r\ny: z\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\na\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nConnection: close, content-length, x\r\nContent-Length: 2\r\nX: y\r\n\r\nok',
  'HTTP/1.1 304 Not\r\nTrailer: x\r\nContent-Length: 7\r\n\r\n',
  '',
  'nonsense',
]

/** What a plugin says likewise; HERE stands for the server's address. */
const requests = [
  'GET http://HERE/ HTTP/1.1\r\nHost: a\r\nTrailer: x\r\n\r\n',
  'GET http://HERE/ HTTP/1.1\r\nHost: a\r\nTrailer: x\r\nContent-Length: 2\r\n\r\nok',
  'POST http://HERE/ HTTP/1.1\r\nHost: a\r\nTrailer: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx: y\r\n\r\n',
  'GET http://HERE/ HTTP/1.1\r\nHost: a\r\nConnection: host, te, content-length\r\nTE: trailers\r\nContent-Length: 1\r\n\r\na',
  'HEAD http://HERE/ HTTP/1.0\r\n\r\n',
  'GET http://HERE/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n\u0001\u0002',
  'PUT http://HERE/ HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc',
  'GET http://HERE/ HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n',
  'GET http://user:pass@HERE/\u00e9 HTTP/1.1\r\nHost: a\r\nX: \u00e9\u0001\r\n\r\n',
  'GET http://HERE/ HTTP/1.1\r\nHost: a\r\n__proto__: x\r\nConstructor: y\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\n',
  'POST http://HERE/ HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nshort',
  'CONNECT HERE HTTP/1.1\r\nHost: a\r\nTrailer: x\r\n\r\nGET / HTTP/1.1\r\n\r\n',
  'CONNECT :99999 HTTP/1.1\r\n\r\n',
  'GET ftp://HERE/ HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'nonsense\r\n\r\n',
]

let reply: Buffer = Buffer.alloc(0)
const upstream = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', () => (reply.length === 0 ? socket.resetAndDestroy() : socket.end(reply)))
})
const here = () => `127.0.0.1:${(upstream.address() as AddressInfo).port}`
beforeAll(async () => {
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
})
afterAll(() => upstream.close())

/** Everything that comes back for these bytes until one side hangs up. */
async function said(proxy: Server, words: Buffer): Promise<string> {
  const socket = connect((proxy.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {}).end(words)
  return text(socket).catch(() => 'cut off')
}

/** Up to four bytes are other ones, one time in two. */
function mutated(words: string, random: () => number): Buffer {
  const bytes = Buffer.from(words.replace('HERE', here()), 'latin1')
  if (bytes.length > 0 && random() < 0.5) {
    for (let left = 4 * random(); left > 0; left -= 1)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  }
  return bytes
}

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)] as T

async function proxyOn(grants: readonly string[]): Promise<Server> {
  const proxy = proxyFor(grants, () => {})
  // Otherwise whoever has said all of its words would not be answered.
  Object.assign(proxy, {httpAllowHalfOpen: true})
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return proxy
}

test('Node by itself throws on such a reply and on such a request', async () => {
  let thrown: unknown
  const naive = createHttpServer((_, answer) => {
    try {
      answer.writeHead(200, {trailer: 'x', 'content-length': '2'})
    } catch (error) {
      thrown = error
    }
    answer.destroy()
  })
  naive.listen(0, '127.0.0.1')
  await once(naive, 'listening')
  await said(naive, Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
  naive.close()
  expect(thrown).toMatchObject({code: 'ERR_HTTP_TRAILER_INVALID'})
  expect(() =>
    request({host: '127.0.0.1', port: 1, headers: {trailer: 'x'}})
      .on('error', () => {})
      .end(),
  ).toThrow('Trailer')
})

test('nothing that either side says throws, and what is sound gets through afterwards', async () => {
  const seed = 20_251
  const random = randomFrom(seed)
  const thrown: unknown[] = []
  const catching = (error: unknown) => thrown.push(error)
  process.on('uncaughtExceptionMonitor', catching)
  const proxy = await proxyOn([here()])
  const pairs = [
    ...requests.map((asked) => [asked, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok']),
    ...replies.map((one) => ['GET http://HERE/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', one]),
    ...Array.from({length: 400}, () => [pick(requests, random), pick(replies, random)]),
  ]
  for (const [asked = '', answered = ''] of pairs) {
    reply = mutated(answered, random)
    await said(proxy, mutated(asked, random))
  }
  reply = Buffer.from(
    'HTTP/1.1 200 OK\r\nTrailer: x\r\nConnection: x-own\r\nX-Own: 1\r\nContent-Length: 2\r\n\r\nok',
  )
  const whole = await said(
    proxy,
    Buffer.from(`GET http://${here()}/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTrailer: x\r\n\r\n`),
  )
  proxy.close()
  process.off('uncaughtExceptionMonitor', catching)
  expect({seed, thrown}).toEqual({seed, thrown: []})
  expect(whole).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nok$/s)
  expect(whole).not.toMatch(/trailer|x-own/i)
})

test('a status that is none is a bad gateway', async () => {
  const proxy = await proxyOn([here()])
  reply = Buffer.from('HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n')
  const words = Buffer.from(`GET http://${here()}/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  expect(await said(proxy, words)).toMatch(/^HTTP\/1\.1 502 /)
  reply = Buffer.from('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n')
  expect(await said(proxy, words)).toMatch(/^HTTP\/1\.1 502 /)
  proxy.close()
})

test('a body that was sent in chunks is no second request', async () => {
  const heard: string[] = []
  const server = createHttpServer((asked, answer) => {
    heard.push(asked.url ?? '')
    asked.resume().on('end', () => answer.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const proxy = await proxyOn([target])
  const inner = 'GET /smuggled HTTP/1.1\r\nHost: other\r\n\r\n'
  const chunk = `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`
  for (const framing of [
    `Transfer-Encoding: chunked\r\n\r\n${chunk}`,
    `Connection: content-length, transfer-encoding\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
  ]) {
    await said(proxy, Buffer.from(`GET http://${target}/ HTTP/1.1\r\nHost: a\r\n${framing}`))
  }
  proxy.close()
  server.close()
  expect(heard).toEqual(['/', '/'])
})

describeForUsers('a plugin in Bash, with the default limits', (place) => {
  test('reaches an allowed server, and a header of its own harms nobody', async () => {
    reply = Buffer.from('HTTP/1.1 200 OK\r\nTrailer: x\r\nContent-Length: 2\r\n\r\nok')
    const words = `GET http://${here()}/ HTTP/1.0\\r\\nTrailer: x\\r\\n\\r\\n`
    const job = place.job('talks_to_proxy', {
      env: {PARROT_INPUT_WORDS: words},
      grants: {connect: [here()]},
      limits: {memoryBytes: 512 * 1024 ** 2, pids: 128},
    })
    const ended = await place.run(job)
    expect(ended).toMatchObject({level: 'enforced', because: 'exited', code: 0})
    expect(ended.stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n.*ok$/s)
    const small = await place.run({...job, limits: {...job.limits, memoryBytes: 16 * 1024 ** 2, pids: 4}})
    expect(small.stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n.*ok$/s)
  })
})
