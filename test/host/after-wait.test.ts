import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, existsSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {setTimeout as delay} from 'node:timers/promises'
import {describe, expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Parrot} from '../../src/host/parrot.ts'
import type {CallResult, Request} from '../../src/host/request.ts'
import {approvePlugin} from '../approve.ts'
import {newHome, put} from '../home.ts'
import {needs} from '../needs.ts'
import {bin, environment, startParrot} from '../terminal/program.ts'
import {ask} from './workflow-home.ts'

const holding = 'touch /data/held; until [ -e /data/go ]; do sleep 0.1; done'
const program = (says: string) =>
  `#!/bin/sh\n[ "$PARROT_INPUT_LAST" = true ] || { ${holding}; }\necho ${says}\n`

const manifest = {
  name: 'slow',
  version: '1.0.0',
  description: 'Waits',
  entrypoint: 'run.sh',
  permissions: ['test:run'],
  input: {type: 'object', properties: {last: {type: 'boolean'}, note: {type: 'string'}}},
  lock: 'one',
}

needs('bwrap', 'apt-get install bubblewrap')('a call that waited for a lock', () => {
  test('runs what was approved, as ever, where nothing has changed', async () => {
    const {waiting, go, recorded} = await home()
    const {ended} = await waiting()
    go()
    const result = await ended
    expect(result).toMatchObject({outcome: 'ok', output: 'GOOD\n'})
    expect((await recorded(result)).map(({event_type}) => event_type)).toEqual([
      'CALL_REQUESTED',
      'CALL_DECIDED',
      'CALL_FINISHED',
    ])
  })

  test('does not run files that were changed meanwhile, which is on record once', async () => {
    const {waiting, go, recorded, write} = await home()
    const waits = [await waiting(), await waiting()]
    write(program('EVIL-CHANGED'))
    go()
    let tampered = 0
    for (const {ended} of waits) {
      const result = await ended
      expect(result).toMatchObject({outcome: 'tampered', problems: [{code: 'plugin_tampered_files'}]})
      expect(result).not.toHaveProperty('output')
      const events = await recorded(result)
      const finished = events.filter(({event_type}) => event_type === 'CALL_FINISHED')
      expect(finished).toMatchObject([{payload: {outcome: 'tampered'}}])
      tampered += events.filter(({event_type}) => event_type === 'PLUGIN_TAMPERED').length
    }
    expect(tampered).toBe(1)
  })

  test('nor by a manifest that was changed meanwhile, and was decided on once', async () => {
    const {waiting, go, recorded, folder} = await home()
    const {ended} = await waiting()
    put(join(folder, 'manifest.json'), {...manifest, description: 'Waits longer'})
    go()
    const result = await ended
    expect(result).toMatchObject({outcome: 'tampered', problems: [{code: 'plugin_tampered_files'}]})
    expect((await recorded(result)).map(({event_type}) => event_type)).toEqual([
      'CALL_REQUESTED',
      'CALL_DECIDED',
      'PLUGIN_TAMPERED',
      'CALL_FINISHED',
    ])
  })

  test.each([
    ['disabled', 'plugin_not_enabled'],
    ['removed', 'unknown_plugin'],
  ])('does not run a plugin that was %s meanwhile', async (what, code) => {
    const {waiting, go, around, folder, recorded} = await home()
    const {ended} = await waiting()
    if (what === 'removed') rmSync(folder, {recursive: true})
    else await disable(around)
    go()
    const result = await ended
    expect(result).toMatchObject({outcome: 'unknown', problems: [{code}]})
    const last = (await recorded(result)).at(-1)
    expect(last).toMatchObject({event_type: 'CALL_FINISHED', payload: {outcome: 'unknown', plugin: 'slow'}})
  })

  test('goes by the roles of now, at one’s own terminal too', async () => {
    const {go, held, around} = await home()
    const first = once(startParrot(around.home, ['slow']), 'exit')
    await held()
    const second = startParrot(around.home, ['slow', '--last', '--json'])
    const said = text(second.stdout)
    expect(String(await once(second.stderr, 'data'))).toContain('slow waits for slow')
    put(join(around.home, 'config/rbac_roles.json'), {roles: {seer: {permissions: ['plugin:see:slow']}}})
    const users = {me: {roles: ['seer'], uid: around.uid}, boss: {roles: ['admin']}}
    put(join(around.home, 'config/rbac_users.json'), {users})
    go()
    expect(JSON.parse(await said)).toMatchObject({
      outcome: 'denied',
      problems: [{code: 'denied_by_default'}],
    })
    await first
  })

  test('runs the version that was approved meanwhile, if its input fits that, by the lock that this one has', async () => {
    const {waiting, go, around, folder, write} = await home()
    const fits = await waiting()
    const not = await waiting({last: true, note: 'of the old version'})
    write(program('NEW'))
    const input = {type: 'object', properties: {last: {type: 'boolean'}}, additionalProperties: false}
    put(join(folder, 'manifest.json'), {...manifest, version: '2.0.0', lock: 'other', input})
    expect(await approvePlugin(around, 'slow')).toMatchObject({outcome: 'ok'})
    go()
    expect(await fits.ended).toMatchObject({outcome: 'ok', output: 'NEW\n'})
    expect(await not.ended).toMatchObject({outcome: 'invalid_input'})
    expect(existsSync(join(around.home, 'state/locks/slow.other'))).toBe(true)
  })
})

/** In a view of the file system of its own, where apt takes until it is told to go on. */
describe.skipIf(process.getuid?.() !== 0 || !existsSync('/var/lib/apt'))('facts (needs root: sudo)', () => {
  test.each([
    ['runs where nothing has changed', false, {outcome: 'ok', output: 'GOOD\n'}],
    ['does not run by a right that was taken away meanwhile', true, {outcome: 'denied'}],
  ])('a call that waited for them %s', async (_, taken, expected) => {
    const {around} = await home({permissions: ['test:run', 'facts:packages']})
    const [apt, asked, go] = ['apt', 'asked', 'go'].map((name) => join(around.home, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(apt, `#!/bin/sh\ntouch ${asked}; until [ -e ${go} ]; do sleep 0.1; done\n`, {mode: 0o755})
    const words = ['--mount', 'sh', '-c', 'mount --bind "$1" /usr/bin/apt-get; shift; exec "$@"', 'sh', apt]
    const parrot = [process.execPath, bin, 'slow', '--last', '--json']
    const child = spawn('unshare', [...words, ...parrot], {env: environment(around.home), cwd: around.home})
    const said = text(child.stdout)
    await expect.poll(() => existsSync(asked)).toBe(true)
    if (taken) {
      put(join(around.home, 'config/rbac_roles.json'), {roles: {seer: {permissions: ['plugin:see:slow']}}})
      const users = {me: {roles: ['seer'], uid: around.uid}, boss: {roles: ['admin']}}
      put(join(around.home, 'config/rbac_users.json'), {users})
    }
    await delay(300)
    writeFileSync(go, '')
    expect(JSON.parse(await said)).toMatchObject(expected)
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a plugin that is disabled', () => {
  test('while the input of its call is waited for is not run', async () => {
    const {ask, around} = await home()
    const input = async () => {
      await disable(around)
      return {values: {last: true}}
    }
    const code = 'plugin_not_enabled'
    expect(await ask({input})).toMatchObject({outcome: 'unknown', problems: [{code}]})
  })

  test('while a workflow is on its way is no step of it any more', async () => {
    const {around, held, go} = await home()
    const entrypoint = {workflow: [{call: 'slow'}, {call: 'slow', input: {last: true}}]}
    const steps = {name: 'steps', version: '1.0.0', description: 'Steps', permissions: ['steps:execute']}
    put(join(around.home, 'data/plugins/steps/manifest.json'), {...steps, entrypoint})
    expect(await approvePlugin(around, 'steps')).toMatchObject({outcome: 'ok'})
    const ended = call(await opened(around), 'steps', {})
    await held()
    await disable(around)
    go()
    const {outcome, output} = await ended
    expect(outcome).not.toBe('ok')
    expect(output).toMatchObject({steps: [{outcome: 'ok'}, {outcome: 'unknown'}]})
  })
})

type Around = ReturnType<typeof newHome>
type Event = {readonly event_type: string; readonly payload: Readonly<Record<string, unknown>>}

async function opened(around: Around): Promise<Parrot> {
  const parrot = await openParrot(around)
  onTestFinished(() => parrot.close())
  return parrot
}

const call = (
  parrot: Parrot,
  tool: string,
  values: Readonly<Record<string, unknown>>,
  more: Partial<Request> = {},
): Promise<CallResult> => ask(parrot, tool, {input: async () => ({values}), ...more})

/** By somebody at another terminal. */
async function disable(around: Around): Promise<void> {
  expect(await call(await opened(around), 'plugin_disable', {name: 'slow'})).toMatchObject({outcome: 'ok'})
}

async function home(more: object = {}) {
  const around = newHome()
  const folder = join(around.home, 'data/plugins/slow')
  // Another file, so that a shell that runs the old one goes on reading that.
  const write = (script: string) => {
    const written = join(around.home, 'new.sh')
    put(written, script)
    chmodSync(written, 0o700)
    renameSync(written, join(folder, 'run.sh'))
  }
  put(join(folder, 'manifest.json'), {...manifest, ...more})
  write(program('GOOD'))
  expect(await approvePlugin(around, 'slow')).toMatchObject({outcome: 'ok'})
  const parrot = await opened(around)
  const at = (name: string) => join(around.home, 'data/plugin-data/slow', name)
  const held = async () => {
    await expect.poll(() => existsSync(at('held')), {timeout: 10_000}).toBe(true)
  }
  let first: Promise<CallResult> | undefined
  return {
    around,
    folder,
    write,
    held,
    ask: (more: Partial<Request>) => call(parrot, 'slow', {}, more),
    go: () => writeFileSync(at('go'), ''),
    /** One more call, in a process of its own as far as Parrot knows; it waits for the one that holds the lock. */
    waiting: async (values: Readonly<Record<string, unknown>> = {last: true}) => {
      first ??= call(parrot, 'slow', {})
      await held()
      const {promise: told, resolve} = Promise.withResolvers<string>()
      const ended = call(await opened(around), 'slow', values, {watch: {log: resolve}})
      expect(await told).toContain('slow waits for slow')
      return {ended}
    },
    recorded: async ({call: id}: CallResult) => {
      const {output} = await call(await opened(around), 'events_list', {limit: 500})
      const {events} = output as {readonly events: Iterable<Event>}
      return [...events].filter(({payload}) => payload['call'] === id)
    },
  }
}
