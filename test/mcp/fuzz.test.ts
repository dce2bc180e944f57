import {once} from 'node:events'
import {expect, test} from 'vitest'
import {seeded, type Random} from '../seeded.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {connect, eras, resultOf, type Client} from './client.ts'
import {seedOf, times} from '../soak.ts'

const messages = times(2000, 10000)
const seed = String(seedOf(378_013))

const methods = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'ping',
  'initialize',
  'server/discover',
  'subscriptions/listen',
  'notifications/cancelled',
  'notifications/initialized',
  '__proto__',
  'constructor',
  '',
]
const names = [
  'whoami',
  'can',
  'events_list',
  'plugin_inspect',
  'hello',
  'nothing',
  '__proto__',
  'toString',
  '',
]
const keys = [
  'name',
  'arguments',
  'uri',
  'ref',
  'argument',
  'level',
  '_meta',
  'requestId',
  'cursor',
  '__proto__',
]
const uris = [
  'parrot://events/recent',
  'parrot://plugins/hello/manifest',
  'parrot://calls/x/output',
  'file:///etc/shadow',
]

function value(random: Random, depth = 0): unknown {
  const plain = [null, true, -1, 1e308, 0.1, '', 'x', 'ü\u0000\u001b[2J', '\ud800', ...names, ...uris]
  switch (random.below(depth > 3 ? 1 : 4)) {
    case 0:
    case 1:
      return random.pick(plain)
    case 2:
      return Array.from({length: random.below(4)}, () => value(random, depth + 1))
    default:
      return Object.fromEntries(
        Array.from({length: random.below(5)}, () => [random.pick(keys), value(random, depth + 1)]),
      )
  }
}

/** Mostly well-formed, so that it gets further than the parser. */
function message(random: Random, envelope: object): string {
  const params = {
    ...(random.below(8) > 0 && envelope),
    name: random.pick(names),
    uri: random.pick(uris),
    arguments: value(random, 2),
    ...(value(random, 1) as object | null),
  }
  const whole = {
    jsonrpc: random.below(20) === 0 ? '1.0' : '2.0',
    ...(random.below(8) > 0 && {id: random.pick([random.below(50), `${random.below(50)}`, null, 1.5])}),
    method: random.pick(methods),
    ...(random.below(5) > 0 && {params}),
  }
  const line = JSON.stringify(random.below(30) === 0 ? value(random) : whole)
  return random.below(10) === 0 ? spoiled(random, line) : line
}

function spoiled(random: Random, line: string): string {
  const at = random.below(line.length + 1)
  return (
    line.slice(0, at) +
    random.pick(['', '\n', '\u0000', '{', ']', '"', '\\', '\u2028']) +
    line.slice(at + random.below(3))
  )
}

async function flood(client: Client, random: Random): Promise<void> {
  for (let at = 0; at < messages; at++) {
    if (!client.child.stdin.write(`${message(random, client.envelope())}\n`))
      await once(client.child.stdin, 'drain')
  }
}

test.each(eras)(
  `%s: ${messages} messages of any kind, seed ${seed}: it serves on, and says nothing but JSON-RPC`,
  async (era) => {
    const home = emptyHome()
    const client = await connect(home, era)
    await flood(client, seeded(`${seed} ${era}`))
    expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({name: 'agent'})
    for (const heard of client.heard) expect(heard.jsonrpc).toBe('2.0')
    expect(client.heard.length).toBeGreaterThan(messages / 2)
    expect(JSON.stringify(client.heard)).not.toMatch(/\bat .*\.(?:ts|cjs|js):\d+|node_modules/)
    expect(await client.leave()).toEqual({code: 0, signal: null})
    expect(client.stderr).toBe('')
    expect(parrot(home, ['audit', 'verify']).status).toBe(0)
  },
)
