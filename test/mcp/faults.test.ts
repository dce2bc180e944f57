import {readdirSync, readFileSync} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {Client, connect, eras, resultOf} from './client.ts'
import {homeWith, readOnly} from './homes.ts'

const current = '2026-07-28'

/** Still serves, whatever it was sent. */
async function serves(client: Client): Promise<void> {
  expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({name: 'agent'})
}

async function errorTo(client: Client, line: string | Buffer) {
  const before = client.heard.length
  client.write(line)
  return client.until((message) => client.heard.indexOf(message) >= before && message.error !== undefined)
}

test.each([
  ['no JSON', '{"jsonrpc": "2.0", "id": 1,\n', -32_700],
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x0a]), -32_700],
  [
    'a batch',
    '[{"jsonrpc":"2.0","id":1,"method":"tools/list"},{"jsonrpc":"2.0","id":2,"method":"tools/list"}]\n',
    -32_600,
  ],
  ['a number', '7\n', -32_600],
  ['another version', '{"jsonrpc":"1.0","id":1,"method":"tools/list"}\n', -32_600],
  [
    'deep JSON',
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
    -32_600,
  ],
])(
  '%s is answered with an error and without an id, and the next message is served',
  async (_, line, code) => {
    const home = emptyHome()
    for (const era of eras) {
      const client = await connect(home, era)
      const answer = await errorTo(client, line)
      expect(answer.error?.code).toBe(code)
      expect(answer).not.toHaveProperty('id')
      await serves(client)
      await client.leave()
    }
  },
)

test('a line of 300 MB is not kept, is told of once, and what comes after its end is served', async () => {
  const client = await connect(emptyHome(), current)
  await serves(client)
  const before = residentKb(client)
  const piece = Buffer.alloc(1024 ** 2, 'x')
  for (let at = 0; at < 300; at++) {
    client.write(piece)
    await delay(1)
  }
  client.write('\n')
  const answer = await client.until(({error}) => error !== undefined)
  expect(answer.error).toEqual({
    code: -32_600,
    message: 'A message of more than 4194304 bytes was passed over.',
  })
  await serves(client)
  expect(client.heard.filter(({error}) => error !== undefined)).toHaveLength(1)
  expect(residentKb(client) - before).toBeLessThan(150 * 1024)
  await client.leave()
})

test('PARROT_MAX_INPUT_SIZE says how long a message may be; one that is no size is refused before anything is served', async () => {
  const home = emptyHome()
  const client = await new Client(home, current, {PARROT_MAX_INPUT_SIZE: '2000'}).open()
  const long = {jsonrpc: '2.0', id: 1, method: 'tools/list', params: {text: 'x'.repeat(2000)}}
  expect((await errorTo(client, `${JSON.stringify(long)}\n`)).error?.message).toContain('2000 bytes')
  await serves(client)
  await client.leave()
  for (const size of ['much', '-1', '1e9', '99999999999']) {
    const {status, stdout, stderr} = parrot(home, ['mcp'], {PARROT_MAX_INPUT_SIZE: size})
    expect({status, stdout}, size).toEqual({status: 2, stdout: ''})
    expect(stderr).toContain('PARROT_MAX_INPUT_SIZE')
  }
})

test.each(eras)('%s: unknown methods, notifications and answers to nothing do no harm', async (era) => {
  const client = await connect(emptyHome(), era)
  expect((await client.request('tools/destroy')).error?.code).toBe(-32_601)
  expect((await client.request('tools/call', {arguments: {}})).error).toBeDefined()
  expect((await client.request('tools/call', {name: 7})).error).toBeDefined()
  client.send({method: 'notifications/nothing', params: {}})
  client.send({method: 'notifications/cancelled', params: {requestId: 4711}})
  client.send({id: 4712, result: {}})
  client.send({id: 4713, error: {code: 1, message: 'x'}})
  await serves(client)
  await client.leave()
})

test('an answer is one line, also for a reader that ends lines at U+2028', async () => {
  const client = await connect(emptyHome(), current)
  const id = 'a\u2028b\u2029c'
  client.send({id, method: 'tools/destroy', params: client.envelope()})
  const answer = await client.until((message) => (message.id as unknown) === id)
  expect(answer.error?.code).toBe(-32_601)
  await client.leave()
})

test('what is written to stdout before a client has said anything is nothing', async () => {
  const client = new Client(emptyHome(), current)
  let written = ''
  client.child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()))
  expect(await client.leave()).toEqual({code: 0, signal: null})
  expect({written, stderr: client.stderr}).toEqual({written: '', stderr: ''})
})

needs('bwrap', 'apt-get install bubblewrap')('while a plugin runs', () => {
  const forever = readOnly('forever', 'echo started >&2; sleep 12345.6 & sleep 12345.6')
  const log = {_meta: {'io.modelcontextprotocol/logLevel': 'debug'}}

  async function running(home: string): Promise<readonly [Client, number]> {
    const client = await connect(home, current)
    const id = client.ask('tools/call', {name: 'forever', arguments: {}, ...log})
    await client.until(({method}) => method === 'notifications/message')
    await expect.poll(sleepers).toBeGreaterThan(0)
    return [client, id]
  }

  test.each([
    ['closes stdin', (client: Client) => void client.child.stdin.end()],
    [
      'is gone altogether',
      (client: Client) => {
        client.child.stdin.destroy()
        client.child.stdout.destroy()
        client.child.stderr.destroy()
      },
    ],
    ['sends SIGTERM', (client: Client) => void client.child.kill('SIGTERM')],
  ])('a client that %s: the whole tree is ended, the end is on record, it exits', async (_, leave) => {
    const home = homeWith(forever)
    const [client] = await running(home)
    leave(client)
    expect(await client.exit()).toEqual({code: 0, signal: null})
    expect(sleepers()).toBe(0)
    expect(lastOutcome(home)).toBe('cancelled')
  })

  test('a second request with the id of one that runs is not run', async () => {
    const home = homeWith(forever)
    const [client, id] = await running(home)
    const line = {jsonrpc: '2.0', id, method: 'tools/call', params: {name: 'forever', arguments: {}}}
    const answer = await errorTo(client, `${JSON.stringify(line)}\n`)
    expect(answer.error).toMatchObject({code: -32_600})
    await client.leave()
    const calls = events(home).filter(
      ({event_type: type, payload}) => type === 'CALL_REQUESTED' && payload['tool'] === 'forever',
    )
    expect(calls).toHaveLength(1)
  })

  test('more calls than may run at a time wait for their turn, and all are answered', async () => {
    const client = await connect(homeWith(readOnly('brief', 'sleep 0.1; echo done')), current)
    const ids = Array.from({length: 20}, () => client.ask('tools/call', {name: 'brief', arguments: {}}))
    for (const id of ids) {
      const answer = await client.until((message) => message.id === id)
      expect(resultOf(answer).content[0]?.text).toBe('done\n')
    }
    await client.leave()
  })

  test('a client that never reads holds up neither the time limit of what runs nor the end when it is asked for', async () => {
    const flood = readOnly('flood', 'head -c 900000 /dev/zero | tr "\\\\0" x')
    const limited = readOnly('limited', 'sleep 1000', {limits: {timeout: '2s'}})
    const home = homeWith(flood, limited)
    const client = new Client(home, '2025-11-25')
    const clientInfo = {name: 'test', version: '1'}
    client.ask('initialize', {protocolVersion: client.era, capabilities: {}, clientInfo})
    client.send({method: 'notifications/initialized'})
    client.child.stdout.pause()
    client.ask('tools/call', {name: 'limited', arguments: {}})
    for (let at = 0; at < 40; at++) client.ask('tools/call', {name: 'flood', arguments: {}})
    await expect.poll(() => outcomesOf(home, 'limited'), {timeout: 30_000}).toEqual(['timed_out'])
    client.child.kill('SIGTERM')
    expect(await client.exit()).toMatchObject({signal: null})
  })
})

type Event = {readonly event_type: string; readonly payload: Readonly<Record<string, unknown>>}

function events(home: string): Event[] {
  const {stdout} = parrot(home, ['events', 'list', '--json'])
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Event)
}

function outcomesOf(home: string, tool: string) {
  const ends = events(home).filter(
    ({event_type: type, payload}) => type === 'CALL_FINISHED' && payload['tool'] === tool,
  )
  return ends.map(({payload}) => payload['outcome'])
}

const lastOutcome = (home: string) => outcomesOf(home, 'forever').at(-1)

/** Processes of the plugin that lasts, in any namespace. */
function sleepers(): number {
  const lines = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(commandLine)
  return lines.filter((line) => line.includes('sleep\u000012345.6')).length
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function residentKb({child}: Client): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
}
