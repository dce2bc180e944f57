import {readdirSync, readFileSync} from 'node:fs'
import {connect} from 'node:net'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {put} from '../../home.ts'
import {times} from '../../soak.ts'
import {resultOf} from '../client.ts'
import {homeWith, readOnly} from '../homes.ts'
import {parrot} from '../../terminal/program.ts'
import {serverOf, SocketClient} from './server.ts'

/** Minutes of the crowd: `PARROT_CROWD_MINUTES`, five in a soak. */
const minutes = Number(process.env['PARROT_CROWD_MINUTES'] ?? times(0, 5))
const [idle, busy] = [times(20, 1000), times(5, 100)]

const descriptors = (pid: number) => readdirSync(`/proc/${pid}/fd`).length
const residentMb = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)

test(
  'a crowd that is silent and one that works lose nothing and leave nothing',
  {timeout: minutes * 90_000 + 300_000},
  async () => {
    const home = homeWith(readOnly('look', 'echo seen'))
    put(join(home, 'config/config.json'), {limits: {rate: 1_000_000}})
    const server = serverOf(home)
    server.start()
    const pid = server.pid()
    const first = await new SocketClient(server.socket).open()
    resultOf(await first.call('look'))
    const before = descriptors(pid)

    const silent = Array.from({length: idle}, () => connect({path: server.socket}))
    await expect.poll(() => descriptors(pid), {timeout: 60_000}).toBeGreaterThanOrEqual(before + idle)
    const clients = await Promise.all(
      Array.from({length: busy}, () => new SocketClient(server.socket).open()),
    )
    let [asked, answered] = [0, 0]
    const until = Date.now() + minutes * 60_000
    const work = async (client: SocketClient, at: number) => {
      do {
        // One in ten runs a plugin; the gate has room for them.
        const tool = at % 10 === 0 ? 'look' : 'whoami'
        asked += 1
        expect(resultOf(await client.call(tool)).isError).not.toBe(true)
        answered += 1
      } while (Date.now() < until)
    }
    const memory: number[] = []
    const watching = new AbortController()
    const watch = async () => {
      while (!watching.signal.aborted) {
        memory.push(residentMb(pid))
        await delay(1000, undefined, {signal: watching.signal}).catch(() => {})
      }
    }
    const watched = watch()
    await Promise.all(clients.map(work))
    watching.abort()
    await watched
    expect(answered).toBe(asked)

    for (const {socket} of clients) socket.destroy()
    for (const socket of silent) socket.destroy()
    await expect.poll(() => descriptors(pid), {timeout: 60_000}).toBeLessThanOrEqual(before)
    await expect.poll(() => childrenOf(pid), {timeout: 30_000}).toEqual([])
    resultOf(await first.call('whoami'))
    // Of a soak's second half against its first: what grows with calls grows on.
    const half = Math.floor(memory.length / 2)
    const peak = (part: readonly number[]) => Math.max(...part)
    if (minutes >= 2) expect(peak(memory.slice(half))).toBeLessThan(peak(memory.slice(0, half)) * 1.15)
    expect(parrot(home, ['audit', 'verify']).status).toBe(0)
    if (minutes > 0)
      process.stdout.write(
        `${idle} idle, ${busy} busy, ${minutes} min: ${answered} answered, ${peak(memory).toFixed(0)} MB at most\n`,
      )
  },
)
