import {once} from 'node:events'
import {
  lchownSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {createServer} from 'node:net'
import {networkInterfaces, tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {allowList} from '../../src/sandbox/allow-list.ts'

const to =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({address}))
const open = '93.184.216.34'

test('a host and port that were declared, and no other', async () => {
  const list = allowList(['example.com:443', 'api.example.com:*'], to(open))
  expect(await list.lookup({host: 'example.com', port: 443})).toEqual({host: open, port: 443})
  expect(await list.lookup({host: 'EXAMPLE.com.', port: 443})).toEqual({host: open, port: 443})
  expect(await list.lookup({host: 'api.example.com', port: 8443})).toEqual({host: open, port: 8443})
  for (const host of ['evil.com', 'a.example.com', 'example.com.evil.com', 'xexample.com', '']) {
    expect(await list.lookup({host, port: 443})).toEqual({reason: 'not declared'})
  }
  for (const port of [80, 0, 65_536, Number.NaN]) {
    expect(await list.lookup({host: 'example.com', port})).toEqual({reason: 'not declared'})
  }
})

test('all names below a suffix, but not the suffix and no address', async () => {
  const list = allowList(['*.example.com:443'], to(open))
  expect(await list.lookup({host: 'a.b.example.com', port: 443})).toEqual({host: open, port: 443})
  for (const host of ['example.com', 'badexample.com', '1.2.3.4']) {
    expect(await list.lookup({host, port: 443})).toEqual({reason: 'not declared'})
  }
})

test('a name never leads to an address of the machine or its network, however that is written', async () => {
  const own = Object.values(networkInterfaces())
    .flat()
    .flatMap((one) => (one ? [one.address] : []))
  const addresses =
    `127.0.0.1 10.1.2.3 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255
    ::1 :: ::ffff:127.0.0.1 ::ffff:a00:1 ::7f00:1 fd00::1 fe80::1 fe80::1%eth0 ff02::1 64:ff9b::7f00:1 2002:7f00:1::`.split(
      /\s+/,
    )
  for (const address of [...addresses, ...own]) {
    const list = allowList(['example.com:443'], to(address))
    const answer = await list.lookup({host: 'example.com', port: 443})
    expect([address, answer]).toEqual([address, {reason: 'leads to a private address'}])
  }
})

test('of several addresses the first that is open', async () => {
  const list = allowList(['example.com:443'], to('127.0.0.1', open))
  expect(await list.lookup({host: 'example.com', port: 443})).toEqual({host: open, port: 443})
})

test('the answer is the address that was looked at, whatever the name leads to next', async () => {
  const answers = [open, '127.0.0.1']
  const list = allowList(['example.com:443'], async () => [{address: answers.shift() ?? ''}])
  expect(await list.lookup({host: 'example.com', port: 443})).toEqual({host: open, port: 443})
  expect(await list.lookup({host: 'example.com', port: 443})).toEqual({reason: 'leads to a private address'})
})

test('a private address that was declared as itself', async () => {
  const list = allowList(['192.168.1.10:8080', '[fd00::1]:80', 'localhost:3000'])
  expect(await list.lookup({host: '192.168.1.10', port: 8080})).toEqual({host: '192.168.1.10', port: 8080})
  expect(await list.lookup({host: '0xc0.168.266', port: 8080})).toEqual({host: '192.168.1.10', port: 8080})
  expect(await list.lookup({host: '[FD00:0::1]', port: 80})).toEqual({host: 'fd00::1', port: 80})
  expect(await list.lookup({host: 'localhost', port: 3000})).toMatchObject({port: 3000})
  expect(await list.lookup({host: '127.0.0.1', port: 3000})).toEqual({reason: 'not declared'})
})

test('a name that leads nowhere', async () => {
  const list = allowList(['no-such-host.invalid:443'])
  expect(await list.lookup({host: 'no-such-host.invalid', port: 443})).toEqual({reason: 'does not resolve'})
})

test('a socket that was declared, itself and no link to another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'allow-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  const [real, link, file] = ['1', '2', '3'].map((port) => join(folder, `.s.PGSQL.${port}`)) as [
    string,
    string,
    string,
  ]
  const server = createServer().listen(real)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  symlinkSync(real, link)
  writeFileSync(file, '')
  const list = allowList([real, link, file, 'localhost:1'])
  const held = list.socket(real)
  if (!('release' in held)) throw new Error(held.reason)
  expect(readlinkSync(held.path)).toBe(realpathSync(real))
  held.release()
  const through = join(folder, 'sub')
  symlinkSync(folder, through)
  const below = join(through, '.s.PGSQL.1')
  const byLink = allowList([below]).socket(below)
  expect('release' in byLink).toBe(process.getuid?.() === 0)
  if ('release' in byLink) byLink.release()
  if (process.getuid?.() !== 0) return
  lchownSync(through, 4711, 4711)
  expect(allowList([below]).socket(below)).toEqual({reason: 'no socket is there'})
  expect(list.socket(link)).toEqual({reason: 'no socket is there'})
  expect(list.socket(file)).toEqual({reason: 'no socket is there'})
  for (const other of [`${real}0`, `${folder}/./.s.PGSQL.1`, 'localhost:1'])
    expect(list.socket(other)).toEqual({reason: 'not declared'})
  expect(await list.lookup({host: real, port: 1})).toEqual({reason: 'not declared'})
})
