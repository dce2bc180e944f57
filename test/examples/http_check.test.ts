import {createServer, type RequestListener} from 'node:http'
import {createServer as createSecure} from 'node:https'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {approve} from '../terminal/fixtures.ts'
import {authority} from './authority.ts'
import {freePort, given, listening, reaching, run, said, set} from './given.ts'

type Target = {
  readonly url: string
  readonly status: string
  readonly ok: boolean
  readonly why?: string
}

/** What it says of `targets`, of which it may reach `reached`. */
async function check(reached: readonly string[], targets: readonly string[], ca = '') {
  const home = given('http_check', reaching(...reached))
  set(home, 'http_check', 'TARGETS', targets.join(','))
  if (ca !== '') set(home, 'http_check', 'CA', ca)
  approve(home, 'http_check')
  const result = await run(home, ['http_check', '--slow', '3000'])
  expect(result).toMatchObject({level: 'enforced'})
  return {...result, home, targets: result.output['targets'] as readonly Target[]}
}

const site: RequestListener = (asked, answer) => {
  if (asked.url === '/hangs') return
  if (asked.url === '/redirects') answer.writeHead(302, {location: 'http://169.254.169.254/'}).end()
  else if (asked.url === '/endless') answer.writeHead(200).write('x'.repeat(1_000_000))
  else if (asked.url === '/like-parrot') answer.writeHead(403, {'x-parrot-refused': 'not declared'}).end()
  else answer.writeHead(asked.url === '/fails' ? 500 : 200).end('well')
}

needs('bwrap', 'apt-get install bubblewrap')('http_check', () => {
  test('tells what answers from what fails, hangs or never ends', async () => {
    const port = await listening(createServer(site))
    const paths = ['', 'fails', 'redirects', 'endless', 'like-parrot', 'hangs']
    const {status, targets} = await check(
      [`127.0.0.1:${port}`],
      paths.map((path) => `http://127.0.0.1:${port}/${path}`),
    )
    expect(status).toBe(3)
    expect(targets.map(({status, ok}) => [status, ok])).toEqual([
      ['200', true],
      ['500', false],
      ['302', true],
      ['200', true],
      ['403', false],
      ['down', false],
    ])
    expect(targets.at(-1)?.why).toBe('no answer within 6000 ms')
  })

  test('what the sandbox refuses, or nobody answers, is not the answer of a site', async () => {
    const closed = await freePort()
    const {targets} = await check(
      [`127.0.0.1:${closed}`, 'nowhere.invalid:80'],
      [
        'http://127.0.0.1:9/',
        'https://example.com/',
        `http://127.0.0.1:${closed}/`,
        `https://127.0.0.1:${closed}/`,
        'http://nowhere.invalid/',
        'ftp://example.com/',
      ],
    )
    expect(targets.map(({status, ok, why}) => [status, ok, why])).toEqual([
      ['not asked', false, 'the sandbox does not let it through: 127.0.0.1:9 is not declared'],
      ['not asked', false, 'the sandbox does not let it through: example.com:443 is not declared'],
      ['down', false, `127.0.0.1:${closed} does not take connections`],
      ['down', false, `127.0.0.1:${closed} does not take connections`],
      ['down', false, 'nowhere.invalid:80 does not resolve'],
      ['not asked', false, 'it begins with neither http: nor https:'],
    ])
  })

  test('https is believed where somebody vouches for the name, and there only', async () => {
    const {ca, key, cert} = authority('localhost', 30)
    const port = await listening(createSecure({key, cert}, site))
    const one = [`https://localhost:${port}/`, `https://127.0.0.1:${port}/`]
    const reached = [`localhost:${port}`, `127.0.0.1:${port}`]
    const trusted = await check(reached, one, ca)
    expect(trusted.targets.map(({status}) => status)).toEqual(['200', 'down'])
    expect(trusted.targets[1]?.why).toContain('IP: 127.0.0.1 is not in the cert')
    const {targets} = await check(reached, one)
    expect(targets.map(({status}) => status)).toEqual(['down', 'down'])
    expect(targets[0]?.why).toContain('unable to verify')
  })

  test('a password in an address reaches the site and nobody else', async () => {
    const told: (string | undefined)[] = []
    const port = await listening(
      createServer((asked, answer) => {
        told.push(asked.headers.authorization)
        answer.end('well')
      }),
    )
    const {text, targets, home} = await check(
      [`127.0.0.1:${port}`],
      [
        `http://ada:rose%20bud@127.0.0.1:${port}/`,
        'http://ada:rose bud@127.0.0.1:x/',
        'ftp://ada:rosebud@a/',
      ],
    )
    expect(told).toEqual([`Basic ${Buffer.from('ada:rose bud').toString('base64')}`])
    expect(targets.map(({url}) => url)).toEqual([`http://127.0.0.1:${port}/`, '…@127.0.0.1:x/', 'ftp://a/'])
    expect(text).not.toMatch(/rose|bud|ada/)
    const table = await said(home, ['http_check'])
    expect(table.text).toContain(`http://127.0.0.1:${port}/`)
    expect(table.text).not.toMatch(/rose|bud|ada/)
  })
})
