import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {describe, expect, test} from 'vitest'
import {operations} from '../../src/host/operations.ts'
import {withoutFolders} from '../../src/mcp/folders.ts'
import {gate} from '../../src/host/gate.ts'
import {keptResults} from '../../src/mcp/kept-results.ts'
import {operationTools} from '../../src/mcp/operation-tools.ts'
import {published} from '../../src/mcp/schemas.ts'
import {wholeLines} from '../../src/host/whole-lines.ts'
import {seeded} from '../seeded.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('every operation that is not for a terminal only is offered to agents, or named here with the reason', () => {
  // The record as a file, its end and its sums, and where what is configured lies: the operator's business. To look at rules is the clock's.
  const kept = [
    'alert_check',
    'audit_export',
    'audit_head',
    'config_diff',
    'config_get',
    'config_history',
    'config_show',
    'events_prune',
    'events_stats',
  ]
  const open = [...operations.values()].filter(({terminal}) => terminal !== true).map(({tool}) => tool)
  expect(open.toSorted()).toEqual([...operationTools, ...kept].toSorted())
})

describe('lines', () => {
  function cut(text: Buffer, sizes: () => number, longest = 10) {
    const found: string[] = []
    const lines = wholeLines(() => longest, {
      line: (line) => found.push(line),
      tooLong: () => found.push('TOO LONG'),
    })
    for (let at = 0; at < text.length;) {
      const size = sizes()
      lines.take(text.subarray(at, at + size))
      at += size
    }
    return found
  }

  test('the same however the bytes come', () => {
    const text = Buffer.from('one\n\ntwenty characters ok\nümlaut\n0123456789\n01234567890\nlast')
    const whole = ['one', '', 'TOO LONG', 'ümlaut', '0123456789', 'TOO LONG']
    expect(cut(text, () => text.length)).toEqual(whole)
    expect(cut(text, () => 1)).toEqual(whole)
    const {below} = seeded('lines')
    for (let round = 0; round < 200; round++) expect(cut(text, () => 1 + below(9))).toEqual(whole)
  })

  test('a byte at a time costs no more than all at once, and a line that has begun is known', () => {
    const before = process.memoryUsage()
    const lines = wholeLines(() => 4_000_000, {line: () => {}, tooLong: () => {}})
    for (let at = 0; at < 1_000_000; at++) lines.take(Buffer.from([120]))
    collect()
    const after = process.memoryUsage()
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(8_000_000)
    expect(lines.begun()).toBe(true)
    lines.take(Buffer.from('\n'))
    expect(lines.begun()).toBe(false)
  })

  test('of a line that never ends nothing is kept', () => {
    expect(cut(Buffer.alloc(1000, 'x'), () => 7)).toEqual(['TOO LONG'])
  })
})

test('what is published of a schema has no keyword of a terminal, and data stays as it is', () => {
  const schema = {
    type: 'object',
    description: 'a\u001b[31m b\u200b',
    'x-table': {},
    properties: {
      'x-ray': {type: 'string', pattern: '^\u0000', 'x-cli': {short: 'x'}, default: {'x-kept': 1}},
      list: {type: 'array', items: {anyOf: [{'x-gone': 1, 'x-mcp-header': 'H', enum: ['x-1']}]}},
    },
  }
  expect(published(schema)).toEqual({
    type: 'object',
    description: 'a b',
    properties: {
      'x-ray': {type: 'string', pattern: '^\u0000', default: {'x-kept': 1}},
      list: {type: 'array', items: {anyOf: [{'x-mcp-header': 'H', enum: ['x-1']}]}},
    },
  })
})

test('folders are left out by their whole names', () => {
  const text = 'in /root/x, /root, "/root/.config/parrot/a.json" and /rootfs or /root.old'
  expect(withoutFolders(text, ['/root', '/', '/root/.config/parrot'])).toBe(
    'in …/x, …, "…/a.json" and /rootfs or /root.old',
  )
  expect(withoutFolders('/a+b(c)/d', ['/a+b(c)'])).toBe('…/d')
})

describe('a gate', () => {
  const never = new AbortController().signal
  const me = {caller: 'me', connection: {}}

  test('lets 8 through, then one for each that leaves, in the order they came', async () => {
    const {enter} = gate()
    const inside = await Promise.all(Array.from({length: 8}, () => enter(me, never)))
    const order: number[] = []
    const waiting = [1, 2, 3].map((number) => enter(me, never).then(() => order.push(number)))
    await Promise.resolve()
    expect(order).toEqual([])
    inside[0]?.()
    inside[0]?.()
    await waiting[0]
    expect(order).toEqual([1])
    inside[1]?.()
    inside[2]?.()
    await Promise.all(waiting)
    expect(order).toEqual([1, 2, 3])
  })

  test('whoever is called away gives up the place, and too many are sent off', async () => {
    const {enter} = gate()
    const inside = await Promise.all(Array.from({length: 8}, () => enter(me, never)))
    const away = new AbortController()
    const first = enter(me, away.signal)
    const second = enter(me, never)
    away.abort(new Error('away'))
    await expect(first).rejects.toThrow('away')
    inside[0]?.()
    await second
    for (let at = 0; at < 256; at++) void enter(me, never)
    expect(await enter(me, never)).toBeUndefined()
  })
})

test('long results are kept while there is room, the oldest goes first', () => {
  const {keep, part} = keptResults()
  for (const call of ['a', 'b', 'c']) keep(call, 'hello', call.repeat(15 * 1024 ** 2))
  expect(part('a', 0)).toBeUndefined()
  expect(part('c', 15 * 1024 ** 2 - 2)).toMatchObject({text: 'cc', length: 15 * 1024 ** 2})
})
