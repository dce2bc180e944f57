import {createServer} from 'node:https'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {approve} from '../terminal/fixtures.ts'
import {authority} from './authority.ts'
import {given, listening, reaching, run, set} from './given.ts'

/** What it says of `hosts`, of which it may reach those at `port`. */
async function check(port: number, hosts: readonly string[], ca = '') {
  const home = given(
    'cert_expiry',
    reaching(`localhost:${port}`, `127.0.0.1:${port}`, 'localhost:9', 'nowhere.invalid'),
  )
  set(home, 'cert_expiry', 'HOSTS', hosts.join(','))
  if (ca !== '') set(home, 'cert_expiry', 'CA', ca)
  approve(home, 'cert_expiry')
  const {status, level, output} = await run(home, ['cert_expiry', '--days', '14'])
  return {status, level, line: output['line'], hosts: output['hosts']}
}

async function served(days: number): Promise<{port: number; ca: string}> {
  const {ca, key, cert} = authority('localhost', days)
  return {port: await listening(createServer({key, cert}, (_, answer) => answer.end())), ca}
}

needs('bwrap', 'apt-get install bubblewrap')('cert_expiry', () => {
  test('counts the days of a certificate that is vouched for', async () => {
    const {port, ca} = await served(30)
    expect(await check(port, [`localhost:${port}`], ca)).toEqual({
      status: 0,
      level: 'enforced',
      line: 'all 1 are good',
      hosts: [{host: `localhost:${port}`, days: 29}],
    })
  })

  test('one that ends soon is a finding', async () => {
    const {port, ca} = await served(10)
    expect(await check(port, [`localhost:${port}`], ca)).toMatchObject({
      status: 3,
      line: '1 of 1 need looking after',
      hosts: [{days: 9}],
    })
  })

  test('what nobody vouches for, has another name or cannot be reached says why', async () => {
    const {port, ca} = await served(30)
    const stranger = await check(port, [`localhost:${port}`])
    expect(stranger).toMatchObject({
      status: 3,
      hosts: [{days: null, why: expect.stringContaining('not to be trusted: unable')}],
    })
    const {hosts} = await check(
      port,
      [`127.0.0.1:${port}`, 'localhost:9', 'example.com', 'localhost:x', 'nowhere.invalid'],
      ca,
    )
    expect(hosts).toEqual([
      {host: `127.0.0.1:${port}`, days: null, why: expect.stringContaining('IP address mismatch')},
      {host: 'localhost:9', days: null, why: 'does not take connections'},
      {
        host: 'example.com',
        days: null,
        why: 'the sandbox does not let it through: example.com:443 is not declared',
      },
      {host: 'localhost:x', days: null, why: expect.stringContaining('Port could not be cast')},
      {host: 'nowhere.invalid', days: null, why: 'does not resolve'},
    ])
  })
})
