import {execFileSync, spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {homeWith, sampleManifest} from './homes.ts'
import {byHttp, byLines, type Ask} from './mcp/client.ts'
import {load, median, spread} from './mcp/load.ts'
import {answers, freePort, over, residentOf, started} from './mcp/started.ts'

/** Others, side by side in one run: ratios of one run are to be trusted, figures of a machine are not. */
const rounds = Number(process.argv[2] ?? 5)
const here = import.meta.dirname
const bin = join(here, '../../bin/parrot')
const server = (name: string) => join(here, 'mcp/servers', name)
const others = join(here, 'mcp/node_modules')
if (!existsSync(others))
  execFileSync('npm', ['ci', '--prefix', join(here, 'mcp'), '--ignore-scripts', '--no-audit'], {
    stdio: 'ignore',
  })

const folder = mkdtempSync(join(tmpdir(), 'parrot-bench-mcp-'))
process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
const plugins = Array.from({length: 200}, (_, at) => sampleManifest(`plugin_${at}`))
const [full, bare] = [await home(plugins), await home([])]
const supergateway = [
  join(others, 'supergateway/dist/index.js'),
  '--outputTransport',
  'streamableHttp',
  '--stateful',
  '--logLevel',
  'none',
]

const inBwrap = [
  '--unshare-all',
  '--ro-bind',
  '/',
  '/',
  '--proc',
  '/proc',
  '--dev',
  '/dev',
  'bash',
  '-c',
  'echo done',
]

type Target = {readonly ask: Ask; readonly tool: string; readonly pid: number}
const echo = {text: 'hello'}
const whoami = {}
const [sdkSocket, sdkDurable] = [await sdk('sdk-socket.ts'), await sdk('sdk-durable.ts')]
const parrotSocket = await parrotOn(full)
const recorded = {...parrotSocket, tool: 'user_grant'}
const overHttp = {
  'bare SDK': await http([server('sdk-http.ts')], 'echo'),
  Parrot: await parrotHttp(),
  fastmcp: await http([server('fastmcp.mjs'), 'http'], 'echo'),
  supergateway: await http(
    [...supergateway, '--stdio', `${process.execPath} ${server('sdk-stdio.ts')}`, '--port'],
    'echo',
  ),
}

const figures = new Map<string, number[]>()
for (let round = 0; round < rounds; round++) {
  for (const [name, target, bad] of [
    ['bare SDK', sdkSocket, false],
    ['bare SDK, durable', sdkDurable, false],
    ['Parrot', parrotSocket, false],
    ['Parrot, recorded', recorded, true],
  ] as const) {
    note(`socket 1 p50 ${name}`, (await load(calls(target, bad), 100, 1)).p50)
    note(`socket 32 ${name}`, (await load(calls(target, bad), 640, 32)).rate)
  }
  for (const [name, target] of Object.entries(overHttp))
    note(`http 32 ${name}`, (await load(calls(target), 320, 32)).rate)
  const plugin = {...parrotSocket, tool: 'plugin_7'}
  const run = () => call(plugin, {target: 'here'})
  note('sandboxed p50', (await load(run, 10, 1)).p50)
  note('bare bwrap p50', (await load(() => ended('bwrap', inBwrap), 10, 1)).p50)
  note('node -e 0 p50', (await load(() => ended(process.execPath, ['-e', '0']), 5, 1)).p50)
  note('sandboxed 32', (await load(run, 64, 32)).rate)
  const list = async () => {
    const {result} = await parrotSocket.ask('tools/list')
    if ((result?.tools?.length ?? 0) < 200) throw new Error('tools are missing')
  }
  note('200 tools', (await load(list, 10, 1)).p50)
  for (const [name, first] of Object.entries(starts())) {
    const began = performance.now()
    const child = await first()
    note(`start ${name}`, performance.now() - began)
    await over(child)
  }
}

say(
  `${rounds} interleaved rounds; median (least–most). Parrot: key, decide, rate limit and whoami, which only looks and is not recorded;`,
)
say('"recorded": user_grant without its input, which is decided and leaves three durable events.\n')
for (const [name, all] of figures)
  say(`${name.padEnd(32)} ${spread(all, name.includes('p50') || name.includes('tools') ? 2 : 0)}`)
say('')
bound(
  'Unix socket, 32 in flight, to the bare SDK',
  ratio('socket 32 Parrot', 'socket 32 bare SDK'),
  'at least',
  0.25,
)
bound('  the same, recorded', ratio('socket 32 Parrot, recorded', 'socket 32 bare SDK'), 'at least', 0.25)
bound(
  'Unix socket, 1 in flight, p50 to the bare SDK',
  ratio('socket 1 p50 Parrot', 'socket 1 p50 bare SDK'),
  'at most',
  4,
)
bound('  the same, recorded', ratio('socket 1 p50 Parrot, recorded', 'socket 1 p50 bare SDK'), 'at most', 4)
bound('HTTP, 32 in flight, to the bare SDK', ratio('http 32 Parrot', 'http 32 bare SDK'), 'at least', 0.7)
bound('sandboxed Bash tool, p50 ms', of('sandboxed p50'), 'at most', 25)
bound('200 tools listed, p50 ms', of('200 tools'), 'at most', 20)
bound('start to first answer, ms', of('start Parrot'), 'at most', 350)
say(
  'What the disk alone makes of it: recorded, to a bare SDK that writes as much and waits for the disk as often.',
)
times('Unix socket, 32 in flight', ratio('socket 32 Parrot, recorded', 'socket 32 bare SDK, durable'))
times(
  'Unix socket, 1 in flight, p50',
  ratio('socket 1 p50 Parrot, recorded', 'socket 1 p50 bare SDK, durable'),
)
times(
  '  that one itself, p50 to the bare SDK',
  ratio('socket 1 p50 bare SDK, durable', 'socket 1 p50 bare SDK'),
)
say('What these two are made of, for a machine that is slower than the one their milliseconds were set on:')
times('sandboxed Bash tool, p50 to a bare bwrap with Bash', ratio('sandboxed p50', 'bare bwrap p50'))
times('start to first answer, to node -e 0', ratio('start Parrot', 'node -e 0 p50'))
times('  the same, to the bare SDK', ratio('start Parrot', 'start bare SDK'))
const idle = await parrotOn(bare)
bound('idle, MB', residentOf(idle.pid), 'at most', 100)
const memory = Object.entries(overHttp).map(([name, {pid}]) => `${name} ${residentOf(pid).toFixed(0)}`)
say(
  `after the load, MB: ${memory.join(', ')}; Parrot with 200 plugins on its sockets ${residentOf(parrotSocket.pid).toFixed(0)}`,
)
process.exit()

function calls(target: Target, bad = false): () => Promise<void> {
  return () => call(target, target.tool === 'echo' ? echo : whoami, bad)
}

async function call({ask, tool}: Target, given: object, bad = false): Promise<void> {
  const answer = await ask('tools/call', {name: tool, arguments: given})
  if (answer.result === undefined || (answer.result.isError === true) !== bad)
    throw new Error(`${tool}: ${JSON.stringify(answer)}`)
}

async function ended(file: string, words: readonly string[]): Promise<void> {
  const child = spawn(file, words, {stdio: 'ignore'})
  const [status] = (await once(child, 'exit')) as [number | null]
  if (status !== 0) throw new Error(`${file} ended with ${status}`)
}

/** Of one who may call as often as they like. */
async function home(all: typeof plugins): Promise<string> {
  const made = await homeWith(all, '#!/bin/bash\necho done\n')
  writeFileSync(join(made, 'config/config.json'), JSON.stringify({limits: {rate: 1_000_000}}), {mode: 0o600})
  return made
}

function environment(made: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {PATH: process.env['PATH'], HOME: made, PARROT_HOME: made, LANG: 'C.UTF-8', ...more}
}

function keyOf(made: string, name: string): string {
  const words = [bin, 'key', 'create', name, '--role', 'admin', '--json']
  const {output} = JSON.parse(
    execFileSync(process.execPath, words, {env: environment(made), encoding: 'utf8'}),
  ) as {output: {key: string}}
  return output.key
}

async function sdk(name: string): Promise<Target> {
  const path = join(folder, `${name}.sock`)
  const {pid = 0} = started(process.execPath, [server(name), path])
  await answers({path})
  const socket = connect(path)
  return {ask: await byLines(socket, socket), tool: 'echo', pid}
}

async function parrotOn(made: string): Promise<Target> {
  const {pid = 0} = started(process.execPath, [bin, 'server', 'start', '--foreground'], environment(made))
  const path = join(made, 'state/run/mcp.sock')
  await answers({path})
  const socket = connect(path)
  socket.write(`Authorization: Bearer ${keyOf(made, 'socket')}\n`)
  const ask = await byLines(socket, socket)
  await ask('tools/call', {name: 'whoami', arguments: {}})
  return {ask, tool: 'whoami', pid}
}

async function parrotHttp(): Promise<Target> {
  const port = await freePort()
  const {pid = 0} = started(process.execPath, [bin, 'mcp', '--http', String(port)], environment(full))
  await answers({port, host: '127.0.0.1'})
  return {
    ask: await byHttp(new URL(`http://127.0.0.1:${port}/mcp`), keyOf(full, 'http')),
    tool: 'whoami',
    pid,
  }
}

async function http(words: readonly string[], tool: string): Promise<Target> {
  const port = await freePort()
  const {pid = 0} = started(process.execPath, [...words, String(port)])
  await answers({port, host: '127.0.0.1'})
  return {ask: await byHttp(new URL(`http://127.0.0.1:${port}/mcp`)), tool, pid}
}

/** From nothing to the answer of a call, as a client starts each of them. */
function starts(): Record<string, () => Promise<ChildProcess>> {
  const stdio = async (words: readonly string[], tool: string, env?: NodeJS.ProcessEnv) => {
    const child = started(process.execPath, words, env)
    const ask = await byLines(child.stdout, child.stdin)
    await call({ask, tool, pid: child.pid ?? 0}, {})
    return child
  }
  return {
    'bare SDK': () => stdio([server('sdk-stdio.ts')], 'echo'),
    Parrot: () => stdio([bin, 'mcp'], 'whoami', environment(bare)),
    fastmcp: () => stdio([server('fastmcp.mjs'), 'stdio'], 'echo'),
  }
}

function note(name: string, value: number): void {
  figures.set(name, [...(figures.get(name) ?? []), value])
}

function of(name: string): number {
  return median(figures.get(name) ?? [])
}

/** The median of the rounds' own ratios. */
function ratio(one: string, other: string): number {
  const base = figures.get(other) ?? []
  return median((figures.get(one) ?? []).map((value, at) => value / (base[at] ?? Number.NaN)))
}

function bound(what: string, value: number, kind: 'at least' | 'at most', limit: number): void {
  const good = kind === 'at least' ? value >= limit : value <= limit
  say(`${what.padEnd(48)} ${value.toFixed(2).padStart(8)}  ${kind} ${limit} ${good ? '✓' : '✗'}`)
}

function times(what: string, value: number): void {
  say(`${what.padEnd(52)} ${value.toFixed(2).padStart(4)} ×`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
