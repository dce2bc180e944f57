import {chmodSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {describe, expect, onTestFinished, test} from 'vitest'
import {pathsFor} from '../../src/config/paths.ts'
import {keyedDigest} from '../../src/events/keyed-digest.ts'
import {openJournal} from '../../src/events/open-journal.ts'
import {redactor} from '../../src/events/redact.ts'
import {tampered} from '../../src/host/answer.ts'
import {call} from '../../src/host/call.ts'
import type {CallDeps} from '../../src/host/walk.ts'
import {placesOf} from '../../src/host/catalog/places.ts'
import {loadWorld} from '../../src/host/load-world.ts'
import {operations} from '../../src/host/operations.ts'
import {mostRefusals, refusals} from '../../src/host/refusals.ts'
import type {Input, Request} from '../../src/host/request.ts'
import type {World} from '../../src/host/world.ts'
import {problem} from '../../src/text/problem.ts'
import {newHome, put} from '../home.ts'
import {approve} from './catalog/stage.ts'

const roles = {
  roles: {
    nobody: {permissions: []},
    watcher: {permissions: ['plugin:see:check_disk', 'plugin:see:health_check']},
    checker: {permissions: ['health:check']},
    careful: {permissions: ['?health:check']},
    barred: {permissions: ['*', '!health:check']},
    restarter: {permissions: ['service:restart:jellyfin.service']},
  },
}

/** Whose right names an input. */
const service = {
  name: 'units',
  version: '1.0.0',
  description: 'Units',
  commands: {
    restart: {
      entrypoint: 'units.sh',
      permissions: ['service:restart:{unit}'],
      input: {type: 'object', required: ['unit'], properties: {unit: {type: 'string'}}},
    },
  },
}

async function withService(files: Record<string, unknown>) {
  const home = newHome({
    ...files,
    'data/plugins/units/manifest.json': service,
    'data/plugins/units/units.sh': '#!/bin/sh\n',
  })
  chmodSync(join(home.home, 'data/plugins/units/units.sh'), 0o700)
  await approve(placesOf(home, pathsFor(home)), 'units')
  return home
}

const full = async () => {
  throw new Error('disk full')
}

/** A corridor over a real journal and the real plugins; only what starts at its end is the test's. */
async function corridor(
  role: string,
  changes: Partial<CallDeps> = {},
  more: Partial<World> = {},
  first: (world: World) => void = () => {},
) {
  const around = await withService({'config/rbac_roles.json': roles})
  const paths = pathsFor(around)
  const world = {...(await loadWorld(around, paths, operations)), ...more}
  first(world)
  const heads = {key: join(around.home, 'key'), sinks: []}
  const journal = openJournal({
    file: join(around.home, 'state/journal.db'),
    heads,
    now: Date.now,
    redact: redactor(),
  })
  onTestFinished(() => journal.close())
  const started: unknown[] = []
  let inputRead = false
  const deps: CallDeps = {
    snapshot: () => world,
    worldNow: async () => world,
    record: (event) => journal.append(event),
    now: Date.now,
    newId: () => 'call-1',
    refusals: refusals(Date.now),
    keyed: (text) => keyedDigest(heads.key, text),
    withinRate: async () => undefined,
    vouch: async () => undefined,
    start: async (_, {values}) => {
      started.push(values)
      return {outcome: 'ok', problems: [], output: 'done'}
    },
    ...changes,
  }
  const ask = (more: Partial<Request> & {readonly values?: Record<string, unknown>} = {}) => {
    const input = async (): Promise<Input> => {
      inputRead = true
      return {values: more.values ?? {}}
    }
    const by = {name: 'ada', roles: [role], evidence: 'uid 1000'}
    const signal = new AbortController().signal
    return call(deps, {
      tool: 'health_check',
      by,
      door: 'terminal',
      input,
      dryRun: false,
      unsandboxed: false,
      signal,
      watch: {},
      ...more,
    })
  }
  const events = () => [...journal.read({})].map(({event_type, payload}) => ({event_type, ...payload}))
  return {ask, events, started, inputRead: () => inputRead}
}

test('an allowed call leaves three events: requested without input, decided with it, finished', async () => {
  const {ask, events, started} = await corridor('checker')
  const result = await ask({values: {only: ['disk']}})
  expect(result).toMatchObject({
    call: 'call-1',
    tool: 'health_check',
    outcome: 'ok',
    output: 'done',
    problems: [],
  })
  expect(result.decision).toMatchObject({effect: 'allow', permission: 'health:check', role: 'checker'})
  expect(started).toHaveLength(1)
  const [requested, decided, finished] = events()
  expect(requested).toMatchObject({
    event_type: 'CALL_REQUESTED',
    who: 'ada',
    plugin: 'health_check',
    door: 'terminal',
  })
  expect(requested).not.toHaveProperty('input')
  expect(decided).toMatchObject({event_type: 'CALL_DECIDED', effect: 'allow', input: {only: ['disk']}})
  expect(finished).toMatchObject({event_type: 'CALL_FINISHED', outcome: 'ok'})
})

test('who may see but not run is denied, before a word of the input is read', async () => {
  const {ask, events, started, inputRead} = await corridor('watcher')
  const result = await ask({values: {nonsense: true}})
  expect(result.outcome).toBe('denied')
  expect(result.problems[0]?.code).toBe('denied_by_default')
  expect(inputRead()).toBe(false)
  expect(started).toEqual([])
  expect(events().map(({event_type}) => event_type)).toEqual([
    'CALL_REQUESTED',
    'CALL_DECIDED',
    'CALL_FINISHED',
  ])
})

test('what one may not even see answers exactly like what is not there; the record knows the difference', async () => {
  const hidden = await corridor('nobody')
  const {call: _, ms: __, ...invisible} = await hidden.ask()
  const {
    call: ___,
    ms: ____,
    ...missing
  } = (await hidden.ask({tool: 'no_such_plugin'}).catch(String)) as never as typeof invisible & {
    call: string
    ms: number
  }
  expect(invisible.outcome).toBe('unknown')
  expect(JSON.stringify(invisible).replaceAll('health_check', 'X')).toBe(
    JSON.stringify(missing).replaceAll('no_such_plugin', 'X'),
  )
  expect(hidden.events().map(({event_type}) => event_type)).toContain('CALL_DECIDED')
})

test('an ask answers needs_approval, and a deny wins over everything', async () => {
  expect((await (await corridor('careful')).ask()).outcome).toBe('needs_approval')
  const barred = await (await corridor('barred')).ask()
  expect(barred.outcome).toBe('denied')
  expect(barred.problems[0]).toMatchObject({
    code: 'denied_by_rule',
    params: {rule: '!health:check', role: 'barred'},
  })
})

test('wrong input, input that cannot be read, and a dry run that is not offered start nothing', async () => {
  const {ask, started, events} = await corridor('checker')
  expect((await ask({values: {only: ['no such check']}})).outcome).toBe('invalid_input')
  const unreadable: Input = {problems: [problem('unknown_plugin', {name: 'flag'})]}
  expect((await ask({input: async () => unreadable})).problems).toEqual(unreadable.problems)
  expect((await ask({dryRun: true})).problems[0]?.code).toBe('dry_run_unsupported')
  expect(started).toEqual([])
  expect(events().filter(({event_type}) => event_type === 'CALL_DECIDED')).toHaveLength(3)
})

test('the exact right is decided once more when the input is known', async () => {
  const {ask, started} = await corridor('restarter')
  const restart = (unit: string) => ask({tool: 'units_restart', values: {unit}})
  expect((await restart('jellyfin.service')).outcome).toBe('ok')
  expect((await restart('sshd.service')).outcome).toBe('denied')
  expect((await restart('jellyfin.service;reboot')).outcome).toBe('invalid_input')
  expect(started).toEqual([{unit: 'jellyfin.service'}])
})

test('nothing is read before the request is durable, and nothing starts before the decision is', async () => {
  const disk: PromiseWithResolvers<unknown>[] = []
  const record = () => {
    disk.push(Promise.withResolvers())
    return disk.at(-1)?.promise ?? full()
  }
  const {ask, started, inputRead} = await corridor('checker', {record})
  const result = ask()
  const seen = async () => {
    await delay(20)
    const noted = disk.length
    for (const {resolve} of disk) resolve(undefined)
    return [noted, inputRead(), started.length]
  }
  expect([await seen(), await seen(), await seen()]).toEqual([
    [1, false, 0],
    [2, true, 0],
    [3, true, 1],
  ])
  expect(await result).toMatchObject({outcome: 'ok'})
})

test('a call that is refused waits for the disk once, whatever it leaves', async () => {
  const noted: string[] = []
  const disk = Promise.withResolvers()
  const record: CallDeps['record'] = ({event_type}) => {
    noted.push(event_type)
    return disk.promise
  }
  const {ask} = await corridor('watcher', {record})
  const result = ask()
  await delay(20)
  expect(noted).toEqual(['CALL_REQUESTED', 'CALL_DECIDED', 'CALL_FINISHED'])
  disk.reject(new Error('disk full'))
  expect(await result).toMatchObject({outcome: 'broken'})
})

test('a journal that refuses the request: nothing starts, and the answer is broken', async () => {
  const {ask, started, inputRead} = await corridor('checker', {record: full})
  expect(await ask()).toMatchObject({
    outcome: 'broken',
    problems: [{code: 'host_broken', params: {cause: 'disk full'}}],
  })
  expect([started, inputRead()]).toEqual([[], false])
})

test('a journal that refuses the decision: nothing starts either', async () => {
  let written = 0
  const {ask, started} = await corridor('checker', {record: async () => (++written > 1 ? full() : undefined)})
  expect((await ask()).outcome).toBe('broken')
  expect(started).toEqual([])
})

test('a journal that refuses the end: the outcome is unknown, and what came out is kept', async () => {
  let written = 0
  const {ask} = await corridor('checker', {record: async () => (++written > 2 ? full() : undefined)})
  expect(await ask()).toMatchObject({
    outcome: 'unknown_outcome',
    output: 'done',
    problems: [{code: 'host_broken'}],
  })
})

test('what fails inside Parrot is broken, recorded, and shows no stack', async () => {
  const start = async () => {
    throw new Error('no luck')
  }
  const {ask, events} = await corridor('checker', {start})
  expect(await ask()).toMatchObject({outcome: 'broken', problems: [{params: {cause: 'no luck'}}]})
  expect(events().at(-1)).toMatchObject({event_type: 'CALL_FINISHED', outcome: 'broken'})
})

test('a world with problems lets nothing run, and says all of them', async () => {
  const problems = [problem('config_writable', {file: '/etc/parrot/rbac_roles.json'})]
  const {ask, started} = await corridor('checker', {}, {problems})
  expect(await ask()).toMatchObject({outcome: 'broken', problems})
  expect(started).toEqual([])
})

test('what nobody vouches for is not started', async () => {
  const {ask, started} = await corridor('checker', {vouch: async (target) => tampered(target)})
  const result = await ask()
  expect(result).toMatchObject({outcome: 'tampered', problems: [{code: 'plugin_tampered'}]})
  expect(started).toEqual([])
})

test('a manifest that changed since it was listed is tampered with for who may see it, and not there for others', async () => {
  const around = await withService({'config/rbac_roles.json': roles})
  const paths = pathsFor(around)
  // What was written in the last tenth of a second is not taken from the list, but checked again.
  await delay(150)
  await loadWorld(around, paths, operations)
  const listed = await loadWorld(around, paths, operations)
  put(join(around.home, 'data/plugins/units/manifest.json'), {...service, description: 'Other units'})

  const seeing = await corridor('restarter', {}, {catalog: listed.catalog})
  expect(await seeing.ask({tool: 'units_restart'})).toMatchObject({
    outcome: 'tampered',
    problems: [{code: 'plugin_changed'}],
  })
  const blind = await corridor('nobody', {}, {catalog: listed.catalog})
  expect((await blind.ask({tool: 'units_restart'})).outcome).toBe('unknown')
  expect([...seeing.started, ...blind.started]).toEqual([])
})

describe('a plugin whose manifest was changed before it was listed', () => {
  const modified = async (record?: CallDeps['record']) => {
    const around = await withService({'config/rbac_roles.json': roles})
    put(join(around.home, 'data/plugins/units/manifest.json'), {...service, description: 'Other units'})
    const {catalog} = await loadWorld(around, pathsFor(around), operations)
    expect(catalog.plugins.get('units')?.state).toBe('modified')
    const seen: string[][] = []
    const types = () => events().map(({event_type}) => event_type)
    const vouch: CallDeps['vouch'] = async (target) => {
      seen.push(types())
      return tampered(target)
    }
    const {ask, events} = await corridor('restarter', {vouch, ...(record && {record})}, {catalog})
    return {ask: () => ask({tool: 'units_restart'}), seen, types, events}
  }

  test('is switched off once the decision on the call is on the disk', async () => {
    const {ask, seen, types, events} = await modified()
    const because = {permission: 'service:restart:{unit}', role: 'restarter', provisional: true}
    expect(await ask()).toMatchObject({outcome: 'tampered', decision: because})
    expect(seen).toEqual([['CALL_REQUESTED', 'CALL_DECIDED']])
    expect(types()).toEqual(['CALL_REQUESTED', 'CALL_DECIDED', 'CALL_FINISHED'])
    expect(events()[1]).toMatchObject({effect: 'allow', because})
  })

  test('is left as it is where the journal refuses that', async () => {
    let written = 0
    const {ask, seen} = await modified(async () => (++written > 1 ? full() : undefined))
    expect(await ask()).toMatchObject({outcome: 'broken'})
    expect(seen).toEqual([])
  })
})

test('who is refused too often in a minute is not looked at any more, which is on record once; others and the next minute are', async () => {
  let now = 1_000_000
  const {ask, events, started} = await corridor('watcher', {refusals: refusals(() => now)})
  for (let at = 0; at < mostRefusals; at++) expect(await ask()).toMatchObject({outcome: 'denied'})
  const before = events().length
  expect(before).toBe(mostRefusals * 3 + 1)
  expect(events().at(-1)).toMatchObject({event_type: 'ERROR_OCCURRED', who: 'ada', evidence: 'uid 1000'})
  now += 59_000
  for (let at = 0; at < 5; at++)
    expect(await ask()).toMatchObject({
      outcome: 'rate_limited',
      retryAfter: 1,
      problems: [{code: 'refused_often'}],
    })
  expect(events()).toHaveLength(before)
  const other = {name: 'bob', roles: ['checker'], evidence: 'uid 1001'}
  expect(await ask({by: other})).toMatchObject({outcome: 'ok'})
  now += 1000
  expect(await ask()).toMatchObject({outcome: 'denied'})
  expect(started).toHaveLength(1)
})

test('a right that goes while the input is waited for is gone, one that stays is there', async () => {
  const world = {} as {now: World}
  const held = {name: 'ada', roles: ['checker'], evidence: 'uid 1000'}
  const lost = {...held, roles: ['watcher']}
  let counted = 0
  const withinRate = async () => void counted++
  const deps = {snapshot: () => world.now, withinRate}
  const {ask, events, started} = await corridor('checker', deps, {}, (first) => {
    world.now = first
  })
  let now = held
  const change = (by: typeof held) => {
    now = by
    world.now = {...world.now}
    return {values: {}}
  }
  const again = (by: typeof held) => {
    now = held
    return {by: held, again: () => now, input: once(async () => change(by))}
  }
  expect(await ask(again(held))).toMatchObject({outcome: 'ok'})
  expect(await ask(again(lost))).toMatchObject({outcome: 'denied'})
  expect(started).toHaveLength(1)
  expect(events().at(-2)).toMatchObject({event_type: 'CALL_DECIDED', effect: 'deny'})
  expect(counted).toBe(2)
})

test('who has lost a right since it was known who asks reads no input and starts nothing, and the record says who they are now', async () => {
  const {ask, events, started, inputRead} = await corridor('checker')
  const lost = {name: 'ada', roles: ['watcher'], evidence: 'uid 1000'}
  expect(await ask({again: () => lost})).toMatchObject({outcome: 'denied'})
  expect([started, inputRead()]).toEqual([[], false])
  expect(events().map(({event_type}) => event_type)).toEqual([
    'CALL_REQUESTED',
    'CALL_DECIDED',
    'CALL_FINISHED',
  ])
  expect(events()[0]).toMatchObject({roles: ['watcher']})
})

test('who had to wait before the start goes the way once more, but is not counted again, and what the door has against it counts', async () => {
  let counted = 0
  const started: string[] = []
  const deps: Partial<CallDeps> = {
    withinRate: async () => void counted++,
    start: (_, __, anew) =>
      anew(async (target) => {
        started.push(target.tool)
        return {outcome: 'ok', problems: []}
      }),
  }
  const {ask, events, inputRead} = await corridor('checker', deps)
  expect(await ask()).toMatchObject({outcome: 'ok', decision: {effect: 'allow'}})
  expect([started, counted, inputRead()]).toEqual([['health_check'], 1, true])
  expect(events().map(({event_type}) => event_type)).toEqual([
    'CALL_REQUESTED',
    'CALL_DECIDED',
    'CALL_FINISHED',
  ])
  const problems = [problem('root_not_allowed', {plugin: 'health_check'})]
  const against = async () => ({outcome: 'needs_approval', problems}) as const
  expect(await ask({against})).toMatchObject({outcome: 'needs_approval', problems})
  expect(started).toHaveLength(1)
})

test('an input is asked for once, however often the way is gone', async () => {
  let asked = 0
  const start: CallDeps['start'] = (_, __, anew) => anew(async () => ({outcome: 'ok', problems: []}))
  const {ask} = await corridor('checker', {start})
  const input = async () => ({values: {only: [['disk', 'memory'][asked++]]}})
  expect(await ask({input})).toMatchObject({outcome: 'ok'})
  expect(asked).toBe(1)
})

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= work())
}
