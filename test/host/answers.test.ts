import {createHash, createHmac} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {hostKey} from '../../src/events/host-key.ts'
import {keyedDigest} from '../../src/events/keyed-digest.ts'
import {newHome} from '../home.ts'

/** A call whose caller answered a question of the plugin's; what the record says of the answer. */
async function recorded(answers: Record<string, unknown>) {
  const around = newHome()
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
  await parrot.call({
    ...asked,
    tool: 'health_check',
    input: async () => ({values: {only: ['disk']}}),
    talk: {client: [], answers},
  })
  const types = ['CALL_DECIDED']
  const {output} = await parrot.call({...asked, tool: 'events_list', input: async () => ({values: {types}})})
  const [event] = [...(output as {events: Iterable<{payload: Record<string, unknown>}>}).events]
  return {home: around.home, digest: String(event?.payload['answers_digest'])}
}

test('what somebody answered cannot be guessed from the record, and not with what is public of the key', async () => {
  const pins = Array.from({length: 10_000}, (_, pin) => JSON.stringify({pin: String(pin).padStart(4, '0')}))
  const {home, digest} = await recorded({pin: '4711'})
  const file = join(home, 'config/host.key')
  const {x} = JSON.parse(readFileSync(file, 'utf8')) as {x: string}
  const guesses = (make: (text: string) => string) => pins.filter((pin) => digest.endsWith(make(pin)))
  expect(guesses((pin) => createHash('sha256').update(pin).digest('hex'))).toEqual([])
  for (const key of [x, Buffer.from(x, 'base64url')])
    expect(guesses((pin) => createHmac('sha256', key).update(pin).digest('hex'))).toEqual([])
  expect(pins.filter((pin) => keyedDigest(file, pin) === digest)).toEqual(['{"pin":"4711"}'])
})

test('the same answer has the same digest here and another one elsewhere', async () => {
  const [one, other] = [await recorded({pin: '4711'}), await recorded({pin: '4711'})]
  expect(one.digest).toBe(keyedDigest(join(one.home, 'config/host.key'), '{"pin":"4711"}'))
  expect(one.digest).not.toBe(other.digest)
  expect(hostKey(join(one.home, 'config/host.key')).publicKey).not.toBe(
    hostKey(join(other.home, 'config/host.key')).publicKey,
  )
})
