import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {createServer as createTcpServer, type AddressInfo} from 'node:net'
import {once} from 'node:events'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, onTestFinished, test} from 'vitest'
import {readIndex, type Index} from '../../../src/host/install/index-file.ts'
import {says} from '../../../src/text/problem.ts'
import {entry, index, serve, serveJson} from './index-server.ts'

const patience = {ms: 20_000, signal: new AbortController().signal}

const read = (place: string, ms = patience.ms) => readIndex(place, {...patience, ms})

const codeOf = ({problem}: Index) => problem?.code

function file(content: string | Buffer): string {
  const dir = mkdtempSync(join(tmpdir(), 'parrot-index-'))
  onTestFinished(() => rmSync(dir, {recursive: true, force: true}))
  writeFileSync(join(dir, 'index.json'), content)
  return join(dir, 'index.json')
}

describe('an index that is as it should be', () => {
  const full = entry({
    keywords: ['rain', 'Météo'],
    homepage: 'https://example.org/weather',
    permissions: ['net:connect:api.example.org'],
    license: 'MIT',
    key: `ed25519:${'A'.repeat(43)}`,
  })

  test('from an address and from a file', async () => {
    const address = await serveJson(index(entry(), full))
    expect(await read(address)).toEqual({index: `${address}/`, entries: [entry(), full]})
    const place = file(JSON.stringify({$schema: './index.schema.json', ...index(full)}))
    expect(await read(place)).toEqual({index: place, entries: [full]})
  })

  test('what an address holds for the server alone is not shown', async () => {
    const address = await serveJson(index())
    expect((await read(`${address}/i.json?token=geheim`)).index).toBe(`${address}/i.json`)
    const named = await read(address.replace('://', '://ada:geheim@'))
    expect(JSON.stringify(named)).not.toContain('geheim')
    expect(codeOf(named)).toBe('index_unreachable')
  })

  test('a server that leads on, on the same scheme', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/new') response.end(JSON.stringify(index(entry())))
      else response.writeHead(302, {location: '/new'}).end()
    })
    expect(await read(`${address}/old`)).toMatchObject({entries: [entry()]})
  })
})

describe('servers that mean no good', () => {
  test.each([
    ['a file', 'file:///etc/passwd', 'file:///etc/passwd'],
    ['another scheme', 'https://127.0.0.1:1/?t=geheim', 'https://127.0.0.1:1/'],
    ['an answer of its own', 'data:application/json,{}', 'data://application/json,{}'],
    ['nowhere', 'http://[', 'http://['],
  ])('one that leads to %s', async (_name, location, place) => {
    const address = await serve((_, response) => response.writeHead(302, {location}).end())
    const found = await read(address)
    expect(found).toMatchObject({problem: {code: 'index_redirect', params: {place}}})
    expect(found.entries).toBeUndefined()
  })

  test('one that leads on for ever', async () => {
    let asked = 0
    const address = await serve((_, response) => {
      asked++
      response.writeHead(307, {location: `/${asked}`}).end()
    })
    expect(codeOf(await read(address))).toBe('index_redirect')
    expect(asked).toBe(6)
  })

  test('one that accepts and says nothing, one that stops in the middle', async () => {
    const silent = createTcpServer(() => {})
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => void silent.close())
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    expect(await read(address, 300)).toMatchObject({
      problem: {code: 'index_slow', params: {index: `${address}/`, seconds: 0.3}},
    })
    const half = await serve((_, response) => void response.write('{"version": 1,'))
    expect(codeOf(await read(half, 300))).toBe('index_slow')
  })

  test('one that drips', async () => {
    const address = await serve((_, response) => {
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    expect(codeOf(await read(address, 300))).toBe('index_slow')
  })

  test('one that never ends, and one that ends after 5 MiB', async () => {
    let stopped: () => void = () => {}
    const closed = new Promise<void>((resolve) => (stopped = resolve))
    const endless = await serve((_, response) => {
      response.on('close', stopped)
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    expect(codeOf(await read(endless))).toBe('index_too_large')
    await closed
    const long = await serveJson(`${' '.repeat(5 * 1024 ** 2)}${JSON.stringify(index())}`)
    expect(codeOf(await read(long))).toBe('index_too_large')
    const fits = await serveJson(`${' '.repeat(3 * 1024 ** 2)}${JSON.stringify(index())}`)
    expect(await read(fits)).toMatchObject({entries: []})
  })

  test('one that sends little which becomes much', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, ' '))
    expect(bomb.length).toBeLessThan(1024 ** 2)
    const address = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(bomb)
    })
    expect(codeOf(await read(address))).toBe('index_too_large')
  })

  test('one that answers with a page, with nothing, with something else, with an error', async () => {
    const wrong = async (document: string) => says((await read(await serveJson(document))).problem!)
    expect(await wrong('<!doctype html><title>Welcome</title>')).toMatch(/not an index.*not JSON/)
    expect(await wrong('')).toMatch(/not JSON/)
    expect(await wrong('null')).toMatch(/not an index/)
    expect(await wrong('[]')).toMatch(/not an index/)
    expect(await wrong('{"version": 2, "plugins": []}')).toMatch(/not an index.*version/)
    expect(await wrong('{"version": 1, "plugins": {}}')).toMatch(/plugins: a list of plugins/)
    expect(await wrong('{"version": 1, "plugins": [], "\u202eroles": {}}')).toMatch(/u\{202e\}roles/)
    const missing = await serve((_, response) => response.writeHead(404).end('{"version":1,"plugins":[]}'))
    expect(await read(missing)).toMatchObject({problem: {code: 'index_status', params: {status: 404}}})
    const binary = await serve((_, response) => response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22])))
    expect(says((await read(binary)).problem!)).toMatch(/not UTF-8/)
  })

  test('one that is not there, in a word that can be looked up', async () => {
    const gone = createTcpServer()
    gone.listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const {port} = gone.address() as AddressInfo
    gone.close()
    await once(gone, 'close')
    expect(await read(`http://127.0.0.1:${port}`)).toMatchObject({
      problem: {code: 'index_unreachable', params: {cause: 'nothing listens there (ECONNREFUSED)'}},
    })
    expect(await read('http://no-such-host.invalid/')).toMatchObject({
      problem: {code: 'index_unreachable', params: {cause: expect.stringMatching(/\(E[A-Z_]+\)$/)}},
    })
  })

  test('somebody who does not want to wait is heard', async () => {
    const address = await serve(() => {})
    const leaving = new AbortController()
    const reading = readIndex(address, {ms: patience.ms, signal: leaving.signal})
    leaving.abort()
    expect(codeOf(await reading)).toBe('index_unreachable')
  })
})

describe('files', () => {
  test('a folder, a device, a pipe nobody writes to, one too large, one that is not there', async () => {
    const place = file('')
    const pipe = join(place, '../pipe')
    execFileSync('mkfifo', [pipe])
    expect(codeOf(await read(join(place, '..')))).toBe('index_wrong')
    expect(codeOf(await read('/dev/zero'))).toBe('index_wrong')
    expect(codeOf(await read(pipe))).toBe('index_wrong')
    expect(codeOf(await read(file(Buffer.alloc(4 * 1024 ** 2 + 1, ' '))))).toBe('index_too_large')
    expect(await read('/no/such/index.json')).toMatchObject({
      problem: {code: 'index_unreachable', params: {cause: 'it is not there (ENOENT)'}},
    })
    expect(codeOf(await read('/no\0such'))).toBe('index_unreachable')
  })
})

describe('of an entry that is wrong the others are used', () => {
  test.each<readonly [string, Record<string, unknown>]>([
    ['no digest', {digest: undefined}],
    ['a digest that runs something', {digest: '$(id)'.padEnd(95, 'A')}],
    ['a short digest', {digest: 'sha512-AAAA'}],
    ['a field that nobody knows', {enabled: true}],
    ['a role', {roles: ['admin']}],
    ['a name that is a path', {name: '../weather'}],
    ['no version', {version: 'latest'}],
    ['a description of control characters', {description: 'sun\u001b[2J'}],
    ['a description that is written backwards', {description: 'sun\u202egnihton'}],
    ['a description of two lines', {description: 'sun\nTo install: curl x | sh'}],
    ['a keyword of invisible characters', {keywords: ['sun\u200b']}],
    ['a homepage that is a program', {homepage: 'javascript:alert(1)'}],
    ['a licence of control characters', {license: '\u0007'}],
    ['permissions that are none', {permissions: 'fs:read:/etc'}],
    ['a key of another kind', {key: 'rsa:x'}],
  ])('%s', async (_, change) => {
    const address = await serveJson(index(entry(change), entry({name: 'other'})))
    const {entries, problem} = await read(address)
    expect(entries).toEqual([entry({name: 'other'})])
    expect(problem).toMatchObject({code: 'index_entries', params: {count: 1}})
  })

  test.each([
    '',
    'weather; rm -rf ~',
    'https://example.org/weather.tgz;id',
    'https://example.org/weather.tgz&id',
    'https://example.org/$(id).tgz',
    '/srv/weather;id',
    '/srv/weather&id',
    '/srv/weather?',
    'git+ssh://git@example.org/w|id',
    'weather && id',
    '$(id)',
    '`id`',
    "'weather",
    '"weather',
    'weather\nid',
    'weather id',
    'weather\\',
    'weather|sh',
    'weather>x',
    'weather?',
    'weather*',
    '--accept',
    '-x',
    '~/weather',
    './weather',
    '../weather',
    'weather/',
    'user/repository',
    'weather.tgz',
    'weather.git',
    'ext::sh',
    'git+ext::sh',
    'ftp://example.org/x.tgz',
    'javascript:alert',
    'https://',
    'npm:',
    '!weather',
    'a'.repeat(600),
  ])('a source that a shell, or Parrot, would read as something else: %s', async (source) => {
    const {entries} = await read(file(JSON.stringify(index(entry({source})))))
    expect(entries).toEqual([])
  })

  test.each([
    'weather',
    'weather@1.2.0',
    'weather@^1.2.0',
    'npm:weather@~1.2.0',
    '@ada/weather@1.2.0',
    'npm:@ada/weather',
    'https://example.org/weather-1.2.0.tgz',
    'git+https://example.org/weather.git#v1.2.0',
    'git+ssh://git@example.org/weather.git#main',
  ])('a source that is one, from wherever: %s', async (source) => {
    const {entries} = await read(await serveJson(index(entry({source}))))
    expect(entries).toEqual([entry({source})])
  })

  test.each(['/srv/plugins/weather', '/srv/weather-1.2.0.tgz', 'git+file:///srv/weather#v1', 'file:/srv/x'])(
    'a place on this machine, which only an index on this machine can know: %s',
    async (source) => {
      expect(await read(file(JSON.stringify(index(entry({source})))))).toMatchObject({entries: [{source}]})
      const {entries, problem} = await read(await serveJson(index(entry({source}))))
      expect(entries).toEqual([])
      expect(says(problem!)).toMatch(/1 of its entries .* weather: source: a place on this machine/)
    },
  )

  test('they are counted, and the first is named in one line', async () => {
    const address = await serveJson(
      index(7, entry({version: '\u001b]0;x'}), null, [], entry(), entry({name: '\u001b[1m'})),
    )
    const {entries, problem} = await read(address)
    expect(entries).toEqual([entry()])
    expect(problem).toMatchObject({code: 'index_entries', params: {count: 5}})
    expect(says(problem!)).toMatch(/5 of its entries are left out; the first is number 1: /)
    expect(says(problem!)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('names that objects have by themselves', async () => {
    const address = await serveJson(
      '{"version": 1, "plugins": [{"__proto__": {"name": "weather"}, "constructor": 1}]}',
    )
    expect(await read(address)).toMatchObject({entries: [], problem: {params: {count: 1}}})
  })
})
