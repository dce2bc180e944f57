import {PassThrough, Writable} from 'node:stream'
import {setImmediate as turn} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {LineTransport} from '../../src/mcp/line-transport.ts'

const answer = (id: number) => ({jsonrpc: '2.0', id, result: {}}) as const

test('answers of one turn are written together and in order, and one after them by itself', async () => {
  const written: string[] = []
  const output = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => (written.push(String(chunk)), done()),
    writev: (chunks, done) => (written.push(chunks.map(({chunk}) => String(chunk)).join('')), done()),
  })
  const transport = new LineTransport({input: new PassThrough(), output, longest: 1000}, () => {})
  await transport.start()
  await Promise.all([1, 2, 3].map((id) => transport.send(answer(id))))
  await turn()
  await transport.send(answer(4))
  await turn()
  const lines = [[1, 2, 3], [4]].map((ids) => ids.map((id) => `${JSON.stringify(answer(id))}\n`).join(''))
  expect(written).toEqual(lines)
})
