import {once} from 'node:events'
import {createServer, type Server} from 'node:http'
import {connect, createServer as createTcpServer, type AddressInfo} from 'node:net'
import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import {hostname, tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import {needs} from '../needs.ts'
import {describeForUsers} from './runs.ts'

const upstream: Server = createServer((asked, answer) => {
  answer.end(
    `${asked.method} ${asked.url} ${asked.headers.host} ${'proxy-connection' in asked.headers ? 'proxied' : 'direct'}`,
  )
})
let port = 0
beforeAll(async () => {
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  port = (upstream.address() as AddressInfo).port
})
afterAll(() => upstream.close())

needs('curl', 'apt install curl')('the network', () => {
  describeForUsers('through the allow-list', (place) => {
    const fetching = (plugin: string, url: string, connect: string[]) =>
      place.job(plugin, {env: {PARROT_INPUT_URL: url}, grants: {connect}})

    test.each(['fetches', 'fetches_in_js'])('%s what was declared', async (plugin) => {
      const url = `http://127.0.0.1:${port}/path?query`
      expect((await place.openly(plugin, {PARROT_INPUT_URL: url})).stdout).toContain('GET /path?query')
      const ended = await place.run(fetching(plugin, url, [`127.0.0.1:${port}`]))
      expect(ended).toMatchObject({level: 'enforced', code: 0, refused: []})
      expect(ended.stdout).toContain(`GET /path?query 127.0.0.1:${port} direct`)
    })

    test.each(['fetches', 'fetches_in_js'])('%s nothing without a grant', async (plugin) => {
      const ended = await place.run(fetching(plugin, `http://127.0.0.1:${port}/`, []))
      expect(ended.stdout).not.toContain('GET')
    })

    test('what was not declared is refused with the reason, and so is a name that leads home', async () => {
      const other = await place.run(
        fetching('fetches', `http://127.0.0.1:${port + 1}/`, [`127.0.0.1:${port}`]),
      )
      expect(other.stdout).toBe('Parrot: not declared\n403')
      expect(other.refused).toEqual([`127.0.0.1:${port + 1} (not declared)`])
      const name = hostname()
      const home = await place.run(fetching('fetches', `http://${name}:${port}/`, [`${name}:${port}`]))
      expect(home.refused).toEqual([
        expect.stringMatching(/\((leads to a private address|does not resolve)\)/),
      ])
    })

    test('a tunnel to what was declared, and none to what was not', async () => {
      const plain = createTcpServer((socket) => socket.end('hello from beyond'))
      plain.listen(0, '127.0.0.1')
      await once(plain, 'listening')
      const {port: beyond} = plain.address() as AddressInfo
      const job = (target: string) =>
        place.job('tunnels', {env: {PARROT_INPUT_TARGET: target}, grants: {connect: [`127.0.0.1:${beyond}`]}})
      expect((await place.run(job(`127.0.0.1:${beyond}`))).stdout).toBe('200 hello from beyond\n')
      const refused = await place.run(job(`127.0.0.1:${port}`))
      expect(refused).toMatchObject({stdout: '403 \n', refused: [`127.0.0.1:${port} (not declared)`]})
      expect((await place.run(job('nonsense'))).refused).toEqual(['nonsense (not a host and port)'])
      plain.close()
      const gone = await place.run(job(`127.0.0.1:${beyond}`))
      expect(gone.stdout).toBe('nothing\n')
    })

    test('a tunnel to a socket of the machine that was declared, and to no other', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sockets-'))
      onTestFinished(() => rmSync(folder, {recursive: true}))
      const [one, other] = ['1', '2'].map((port) => join(folder, `.s.PGSQL.${port}`)) as [string, string]
      for (const path of [one, other]) {
        const server = createTcpServer((socket) => socket.end(`hello from ${path}`)).listen(path)
        onTestFinished(() => void server.close())
        await once(server, 'listening')
        chmodSync(path, 0o777)
      }
      chmodSync(folder, 0o755)
      const asking = (path: string) =>
        place.job('tunnels', {
          env: {PARROT_INPUT_TARGET: `${encodeURIComponent(path)}:0`},
          grants: {connect: [one]},
        })
      expect((await place.run(asking(one))).stdout).toBe(`200 hello from ${one}\n`)
      expect(await place.run(asking(other))).toMatchObject({
        stdout: '403 \n',
        refused: [`${other} (not declared)`],
      })
    })

    test('an upstream that is not there', async () => {
      const closed = createTcpServer().listen(0, '127.0.0.1')
      await once(closed, 'listening')
      const {port: nobody} = closed.address() as AddressInfo
      closed.close()
      const ended = await place.run(
        fetching('fetches', `http://127.0.0.1:${nobody}/`, [`127.0.0.1:${nobody}`]),
      )
      expect(ended).toMatchObject({stdout: '502', refused: []})
    })

    test('no Unix socket and no other way out comes with it', async () => {
      const job = place.job('tries_system_calls', {grants: {connect: ['127.0.0.1:1']}})
      const {stdout} = await place.run(job)
      expect(stdout).toContain('socket unix: EAFNOSUPPORT')
      const tcp = place.job('opens_tcp', {
        env: {PARROT_INPUT_HOST: '127.0.0.1', PARROT_INPUT_PORT: String(port)},
        grants: {connect: [`127.0.0.1:${port}`]},
      })
      expect((await place.run(tcp)).stdout).toBe('')
      const check = connect(port, '127.0.0.1')
      await once(check, 'connect')
      check.destroy()
    })
  })
})
