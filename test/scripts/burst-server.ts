import {spawnSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {connect, type Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {setTimeout as delay} from 'node:timers/promises'

/**
 * `node test/scripts/burst-server.ts [connections]`: that many connections to a server at once, then one client that has to be served; then a
 * thousand clients that have said who they are and wait. Says what became of them and what was left. Status 1 where something was lost.
 */
const wanted = Number(process.argv[2] ?? 10_000)
const root = join(import.meta.dirname, '../..')
const home = mkdtempSync(join(tmpdir(), 'parrot-burst-'))
const path = join(home, 'state/run/mcp.sock')
const env = {...process.env, HOME: home, PARROT_HOME: home}
const parrot = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'bin/parrot'), ...args], {env, encoding: 'utf8'})

const hello = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {name: 'burst', version: '1'}},
}

type Opened = {readonly socket: Socket; readonly state: () => 'open' | 'refused' | 'dropped' | 'waiting'}

function open(): Opened {
  const socket = connect({path})
  let state: ReturnType<Opened['state']> = 'waiting'
  socket.on('connect', () => (state = 'open'))
  socket.on('error', () => (state = state === 'open' ? 'dropped' : 'refused'))
  socket.on('close', () => (state = state === 'open' ? 'dropped' : state))
  return {socket, state: () => state}
}

async function served(): Promise<number> {
  const began = performance.now()
  const {socket} = open()
  socket.write(`${JSON.stringify(hello)}\n`)
  const {promise, resolve} = Promise.withResolvers<void>()
  createInterface({input: socket}).once('line', () => resolve())
  await promise
  socket.destroy()
  return Math.round(performance.now() - began)
}

const counted = (all: readonly Opened[]) =>
  Object.fromEntries(
    ['open', 'refused', 'dropped', 'waiting'].map((of) => [
      of,
      all.filter(({state}) => state() === of).length,
    ]),
  )

const stateOf = (pid: number) => ({
  descriptors: readdirSync(`/proc/${pid}/fd`).length,
  residentMb: Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
  ),
})

async function settled(all: readonly Opened[]): Promise<void> {
  for (let tries = 0; tries < 300 && all.some(({state}) => state() === 'waiting'); tries++) await delay(100)
}

try {
  if (parrot('server', 'start').status !== 0) throw new Error('the server did not start')
  const pid = Number(readFileSync(join(home, 'state/run/mcp.pid'), 'utf8'))
  await served()
  const before = stateOf(pid)
  const burst = Array.from({length: wanted}, open)
  await settled(burst)
  const taken = counted(burst)
  for (const {socket} of burst) socket.destroy()
  const answered = await served()
  const idle = Array.from({length: 1000}, open)
  for (const {socket} of idle) socket.resume().write(`${JSON.stringify(hello)}\n`)
  await settled(idle)
  await delay(3000)
  const cpu = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  }
  const ticks = cpu()
  await delay(5000)
  const busy = (cpu() - ticks) / 5
  const opened = counted(idle)
  const withIdle = {
    ...opened,
    ...stateOf(pid),
    cpuPercent: Math.round(busy),
    answeredMs: await served(),
  }
  for (const {socket} of idle) socket.destroy()
  for (let tries = 0; tries < 100 && stateOf(pid).descriptors > before.descriptors; tries++) await delay(100)
  const after = stateOf(pid)
  const stopped = parrot('server', 'stop').status
  const verified = parrot('audit', 'verify').status
  process.stdout.write(
    JSON.stringify(
      {before, burst: taken, answeredMs: answered, withIdle, after, stopped, verified},
      undefined,
      2,
    ),
  )
  const lost =
    after.descriptors > before.descriptors || stopped !== 0 || verified !== 0 || opened['open'] !== 1000
  process.exitCode = lost ? 1 : 0
} finally {
  parrot('server', 'stop', '--now')
  rmSync(home, {recursive: true, force: true})
}
