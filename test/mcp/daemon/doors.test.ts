import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {connect, createServer, type Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {describe, expect, onTestFinished, test} from 'vitest'
import {peers} from '../../../src/mcp/daemon/peers.ts'
import {needs} from '../../needs.ts'
import {emptyHome} from '../../terminal/fixtures.ts'
import {parrot} from '../../terminal/program.ts'
import {resultOf} from '../client.ts'
import {homeWith, readOnly} from '../homes.ts'
import {keyFor} from '../http-client.ts'
import {post, serverOf, SocketClient} from './server.ts'

const isRoot = process.getuid?.() === 0

const whoami = async (client: SocketClient) => resultOf(await client.call('whoami')).structuredContent

function outcomesOf(home: string, plugin: string): unknown[] {
  const {stdout} = parrot(home, ['events', 'list', '--type', 'CALL_FINISHED', '--plugin', plugin, '--json'])
  const lines = stdout.trim().split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as {payload: {outcome: string}}).payload.outcome)
}

function silentSocket(path: string): Socket {
  const socket = connect({path})
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

const residentKb = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
const descriptors = (pid: number) => readdirSync(`/proc/${pid}/fd`).length

describe('who it is that connects', () => {
  test('the kernel says: without a key the agent of that user, with one its holder', async () => {
    const home = emptyHome()
    const server = serverOf(home)
    const key = keyFor(home, 'laptop', '--role', 'viewer')
    server.start()
    const plain = await new SocketClient(server.socket).open()
    expect(await whoami(plain)).toMatchObject({
      name: 'agent',
      evidence: `started by uid ${process.getuid?.()}`,
    })
    const keyed = await new SocketClient(server.socket).open(key)
    expect(await whoami(keyed)).toMatchObject({roles: ['viewer']})
    const params = {name: 'whoami', arguments: {}}
    expect((await post(server.http, 'tools/call', params)).body).toContain('started by uid')
    expect((await post(server.http, 'tools/call', params, key)).body).toContain('viewer')
    expect((await post(server.http, 'tools/call', params, 'prk_wrong')).status).toBe(401)
    const wrong = new SocketClient(server.socket).listen()
    wrong.socket.write('Authorization: Bearer prk_wrong\n')
    await wrong.ended()
    expect(wrong.heard[0]?.error?.message).toMatch(/not good/)
    expect(parrot(home, ['events', 'list', '--type', 'KEY_REFUSED']).stdout.trim().split('\n')).toHaveLength(
      2,
    )
    expect(parrot(home, ['events', 'list', '--type', 'CLIENT_CONNECTED', '--json']).stdout).toContain(
      '"socket"',
    )
  })

  test('where it does not, everybody needs a key', async () => {
    const home = emptyHome()
    const server = serverOf(home, {NODE_OPTIONS: '--no-experimental-ffi'})
    const key = keyFor(home, 'laptop')
    server.start()
    expect(server.status()['identity']).toBe('key')
    const nobody = new SocketClient(server.socket).listen()
    nobody.ask('server/discover')
    await nobody.ended()
    expect(nobody.heard.map(({error}) => error?.message)).toEqual([
      expect.stringContaining('a key is needed'),
    ])
    expect((await post(server.http, 'tools/list')).status).toBe(401)
    expect(await whoami(await new SocketClient(server.socket).open(key))).toMatchObject({roles: ['agent']})
    expect((await post(server.http, 'tools/list', {}, key)).status).toBe(200)
    expect(server.command('install')).toMatchObject({status: 1, problems: [{code: 'server_no_notify'}]})
  })

  describe.runIf(isRoot)('as root', () => {
    needs('socat', 'apt-get install socat')('another user', () => {
      test('is told from this one, where the folder lets them in at all', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'parrot-peers-'))
        onTestFinished(() => rmSync(folder, {recursive: true, force: true, maxRetries: 10}))
        chmodSync(folder, 0o755)
        const uidOf = await peers(folder)
        const listening = createServer().listen(join(folder, 's'))
        onTestFinished(() => void listening.close())
        await once(listening, 'listening')
        chmodSync(join(folder, 's'), 0o666)
        for (const uid of [0, 65_534]) {
          const child = spawn('socat', ['-u', '-', `UNIX-CONNECT:${folder}/s`], {
            uid,
            stdio: ['pipe', 'ignore', 'ignore'],
          })
          const [socket] = (await once(listening, 'connection')) as [Socket]
          expect(uidOf?.(socket)).toBe(uid)
          child.kill()
          socket.destroy()
        }
      })

      test('does not come near a server', async () => {
        const server = serverOf(emptyHome())
        server.start()
        const child = spawn('socat', ['-u', '-', `UNIX-CONNECT:${server.socket}`], {
          uid: 65_534,
          stdio: 'ignore',
        })
        expect(await once(child, 'exit')).toEqual([1, null])
      })
    })
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a key that is taken back', () => {
  test('ends what runs and what waits by it, on both sockets, and nobody else’s', async () => {
    const home = homeWith(readOnly('forever', 'sleep 1000 & wait'))
    const server = serverOf(home)
    const [key, other] = [keyFor(home, 'first'), keyFor(home, 'second')]
    server.start()
    const client = await new SocketClient(server.socket).open(key)
    const neighbour = await new SocketClient(server.socket).open(other)
    const asked = Array.from({length: 12}, () => client.call('forever').catch(() => 'ended'))
    const held = neighbour.call('forever').catch(() => 'ended')
    const params = {name: 'forever', arguments: {}}
    const overHttp = post(server.http, 'tools/call', params, key).then(
      ({body}) => body,
      () => 'ended',
    )
    const running = () => (server.status()['calls'] as {running: number}).running
    await expect.poll(running, {timeout: 30_000}).toBe(9)
    parrot(home, ['key', 'revoke', 'first'])
    // Eight that ran, whichever socket they came by; five that waited.
    await Promise.all(asked)
    await overHttp
    await client.ended()
    await expect.poll(running, {timeout: 20_000}).toBe(1)
    expect(neighbour.closed).toBe(false)
    expect(outcomesOf(home, 'forever')).toEqual(Array.from({length: 8}, () => 'cancelled'))
    expect((await post(server.http, 'tools/list', {}, key)).status).toBe(401)
    neighbour.socket.destroy()
    await held
  })
})

describe('clients that do not behave', () => {
  test('one that never reads is not read from, costs little, and holds up neither others nor the end', async () => {
    const server = serverOf(emptyHome())
    server.start()
    const pid = server.pid()
    const deaf = await new SocketClient(server.socket).open()
    const before = residentKb(pid)
    deaf.socket.pause()
    for (let at = 0; at < 3000; at++) deaf.ask('tools/list')
    const well = await new SocketClient(server.socket).open()
    expect(await whoami(well)).toMatchObject({name: 'agent'})
    await expect.poll(() => deaf.socket.writableLength, {timeout: 20_000}).toBeGreaterThan(0)
    expect(residentKb(pid) - before).toBeLessThan(200 * 1024)
    expect(server.command('stop')).toMatchObject({status: 0})
  })

  test('lines without an end are not kept; what is half said, half closed or left costs nothing in the end', async () => {
    const server = serverOf(emptyHome(), {PARROT_MAX_INPUT_SIZE: '5000'})
    server.start()
    const pid = server.pid()
    const long = await new SocketClient(server.socket).open()
    const before = residentKb(pid)
    for (let at = 0; at < 100; at++) {
      long.socket.write(Buffer.alloc(1024 ** 2, 'x'))
      await delay(1)
    }
    long.socket.write('\n')
    const told = await long.until(({error}) => error !== undefined)
    expect(told.error?.message).toContain('5000 bytes')
    expect(await whoami(long)).toMatchObject({name: 'agent'})
    expect(residentKb(pid) - before).toBeLessThan(150 * 1024)

    const key = silentSocket(server.socket)
    key.write(`Authorization: Bearer ${'x'.repeat(400)}`)
    await once(key.resume(), 'close')

    const open = descriptors(pid)
    const halves = Array.from({length: 50}, (_, at) => {
      const socket = silentSocket(server.socket)
      if (at % 2 === 0) socket.write('{"jsonrpc":"2.0","id":1,"method":"server/discover"')
      socket.end()
      return once(socket.resume(), 'close')
    })
    await Promise.all(halves)
    await expect.poll(() => descriptors(pid)).toBeLessThanOrEqual(open)
    expect(await whoami(long)).toMatchObject({name: 'agent'})
  })

  test('slow senders on the HTTP socket lose their connection, others are served meanwhile', async () => {
    const server = serverOf(emptyHome())
    server.start()
    const slow = Array.from({length: 20}, () => {
      const socket = silentSocket(server.http)
      socket.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-')
      return once(socket.resume(), 'close')
    })
    expect((await post(server.http, 'tools/list')).status).toBe(200)
    await Promise.all(slow)
    expect((await post(server.http, 'tools/list')).status).toBe(200)
  })

  test('a burst of connections is taken or refused, and leaves nothing', async () => {
    const server = serverOf(emptyHome())
    server.start()
    const pid = server.pid()
    // The first call opens what counts calls, and it stays open.
    const first = await new SocketClient(server.socket).open()
    await whoami(first)
    first.socket.destroy()
    const open = descriptors(pid)
    const burst = Array.from({length: 1500}, () => silentSocket(server.socket))
    const client = await new SocketClient(server.socket).open()
    expect(await whoami(client)).toMatchObject({name: 'agent'})
    for (const socket of burst) socket.destroy()
    client.socket.destroy()
    await expect.poll(() => descriptors(pid), {timeout: 20_000}).toBeLessThanOrEqual(open)
  })
})
