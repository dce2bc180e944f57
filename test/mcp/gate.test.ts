import {describe, expect, test} from 'vitest'
import {gate} from '../../src/host/gate.ts'
import {keyFor} from './http-client.ts'
import {homeWith, readOnly} from './homes.ts'
import {serverOf, SocketClient} from './daemon/server.ts'
import {resultOf} from './client.ts'

const never = new AbortController().signal
const one = {}

/** Lets promises that can go on go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Asks `times` times, and notes who gets in, in order. */
function asking(times: number, caller: string, connection: object, log: string[], through = gate()) {
  const leaves: (() => void)[] = []
  const ask = async () => {
    const leave = await through.enter({caller, connection}, never)
    log.push(leave === undefined ? `${caller} sent off` : caller)
    if (leave !== undefined) leaves.push(leave)
  }
  for (let at = 0; at < times; at++) void ask()
  return leaves
}

describe('the gate', () => {
  test('never gives all places to one caller, and gives turns to those who wait', async () => {
    const through = gate()
    const log: string[] = []
    const [a, b, c] = ['a', 'b', 'c'].map((caller) => asking(20, caller, {}, log, through))
    await settle()
    expect(log.join('')).toBe('a'.repeat(8) + 'b'.repeat(8))
    log.length = 0
    for (let at = 0; at < 6; at++) {
      a?.shift()?.()
      await settle()
    }
    // `b` has its eight; of the two others each gets every other turn.
    expect(log.join('')).toBe('acacac')
    expect(c?.length).toBe(3)
    expect(b?.length).toBe(8)
  })

  test('gives each connection of a caller a turn, and on one of them who came first goes first', async () => {
    const through = gate()
    const [busy, calm] = [{}, {}]
    const log: string[] = []
    const leaves = asking(40, 'a', busy, log, through)
    const order: string[] = []
    for (const name of ['first', 'second'])
      void through.enter({caller: 'a', connection: calm}, never).then(() => order.push(name))
    await settle()
    expect(log).toHaveLength(8)
    for (let at = 0; at < 4; at++) {
      leaves.shift()?.()
      await settle()
    }
    expect(order).toEqual(['first', 'second'])
    expect(log).toHaveLength(10)
  })

  test('sends off who waits too often, and counts nobody out twice', async () => {
    const through = gate()
    const log: string[] = []
    const leaves = asking(8 + 256 + 1, 'a', one, log, through)
    await settle()
    expect(log.filter((said) => said === 'a sent off')).toHaveLength(1)
    expect(leaves).toHaveLength(8)
    leaves[0]?.()
    leaves[0]?.()
    await settle()
    expect(log.filter((said) => said === 'a')).toHaveLength(9)
  })
})

describe('over a socket', () => {
  test('who floods keeps nobody else waiting: neither another key, nor another agent of the same user', async () => {
    const home = homeWith(readOnly('slow', 'sleep 0.2'))
    const server = serverOf(home)
    const [flooding, other] = ['flooding', 'other'].map((name) => keyFor(home, name, '--role', 'viewer'))
    server.start()
    const flood = await new SocketClient(server.socket).open(flooding)
    const calm = [
      await new SocketClient(server.socket).open(other),
      await new SocketClient(server.socket).open(flooding),
    ]
    let ended = 0
    const all = Array.from({length: 32}, () =>
      flood.call('slow').then((message) => {
        ended += 1
        return resultOf(message)
      }),
    )
    const before = await Promise.all(
      calm.map(async (client) => {
        resultOf(await client.call('slow'))
        return ended
      }),
    )
    for (const count of before) expect(count).toBeLessThan(28)
    for (const result of await Promise.all(all)) expect(result.isError).not.toBe(true)
  })
})
