import {createHash, createHmac} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {hostKey} from '../../src/events/host-key.ts'
import {keyedDigest} from '../../src/events/keyed-digest.ts'
import {newHome} from '../home.ts'
import {enabledPlugin} from '../terminal/fixtures.ts'

/** Where a plugin that speaks MCP is called, and one that does not, by somebody who answers what was asked before. */
async function host() {
  const around = newHome()
  for (const [name, more] of [
    ['plain', {}],
    ['asks', {speaks: 'mcp'}],
  ] as const)
    enabledPlugin(around.home, {name, ...more}, 'printf \'{"content": []}\'')
  const parrot = await openParrot(around)
  onTestFinished(() => parrot.close())
  const asked = {
    by: parrot.operator,
    door: 'mcp',
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  } as const
  const recorded = async (answers: Record<string, unknown>, tool = 'asks') => {
    const talk = {client: [], answers}
    const {call} = await parrot.call({...asked, tool, input: async () => ({values: {}}), talk})
    const values = {types: ['CALL_DECIDED'], correlation: call}
    const {output} = await parrot.call({...asked, tool: 'events_list', input: async () => ({values})})
    const [event] = [...(output as {events: Iterable<{payload: Record<string, unknown>}>}).events]
    return {call, payload: event?.payload, digest: String(event?.payload['answers_digest'])}
  }
  return {key: join(around.home, 'config/host.key'), recorded}
}

test('what somebody answered cannot be guessed from the record, and not with what is public of the key', async () => {
  const pins = Array.from({length: 10_000}, (_, pin) => JSON.stringify({pin: String(pin).padStart(4, '0')}))
  const {key: file, recorded} = await host()
  const {call, digest} = await recorded({pin: '4711'})
  const {x} = JSON.parse(readFileSync(file, 'utf8')) as {x: string}
  const guesses = (make: (text: string) => string) =>
    pins.filter((pin) => [pin, `${call}\0${pin}`].some((text) => digest.endsWith(make(text))))
  expect(guesses((text) => createHash('sha256').update(text).digest('hex'))).toEqual([])
  for (const key of [x, Buffer.from(x, 'base64url')])
    expect(guesses((text) => createHmac('sha256', key).update(text).digest('hex'))).toEqual([])
  expect(guesses((text) => keyedDigest(file, text))).toEqual(['{"pin":"4711"}'])
})

test('who answers the same learns nothing: the digest is of one call, here and elsewhere', async () => {
  const [here, elsewhere] = [await host(), await host()]
  const [one, same] = [await here.recorded({pin: '4711'}), await here.recorded({pin: '4711'})]
  const other = await elsewhere.recorded({pin: '4711'})
  expect(new Set([one.digest, same.digest, other.digest])).toHaveLength(3)
  for (const {call, digest} of [one, same])
    expect(digest).toBe(keyedDigest(here.key, `${call}\0{"pin":"4711"}`))
  expect(hostKey(here.key).publicKey).not.toBe(hostKey(elsewhere.key).publicKey)
})

test('nothing is recorded of answers to what could ask nothing', async () => {
  const {recorded} = await host()
  expect((await recorded({pin: '4711'})).payload).toMatchObject({answers: ['pin']})
  for (const tool of ['plain', 'health_check']) {
    const {payload} = await recorded({pin: '4711'}, tool)
    expect(payload, tool).toMatchObject({tool})
    expect(Object.keys(payload ?? {}).filter((name) => name.startsWith('answers'))).toEqual([])
  }
})
