import {expect, test} from 'vitest'
import {announce} from '../../src/host/announce.ts'
import type {Answer} from '../../src/host/answer.ts'
import type {Work} from '../../src/host/walk.ts'
import type {PluginTarget} from '../../src/host/target.ts'
import type {Outcome} from '../../src/outcomes.ts'
import {eventsOf} from './install/at-home.ts'
import {ask} from './weather.ts'
import {newHome, root} from '../home.ts'
import {needs} from '../needs.ts'

needs('bwrap', 'apt-get install bubblewrap')('a health check', () => {
  test('is told of by its own event, between its decision and its end', async () => {
    const home = {...newHome(), root}
    const {call} = await ask(home, 'health_check')
    const all = (await eventsOf(home, [
      'CALL_REQUESTED',
      'CALL_DECIDED',
      'CALL_FINISHED',
      'HEALTH_CHECK_COMPLETED',
    ])) as {event_type: string; payload: {call?: string}}[]
    const types = all.filter(({payload}) => payload.call === call)
    expect(types.map(({event_type}) => event_type)).toEqual([
      'CALL_REQUESTED',
      'CALL_DECIDED',
      'HEALTH_CHECK_COMPLETED',
      'CALL_FINISHED',
    ])
  })
})

const work = (dryRun = false) =>
  ({id: 'c1', values: {all: true}, request: {by: {name: 'ada'}, door: 'clock', dryRun}}) as unknown as Work
const target = (tool: string, origin = 'shipped') =>
  ({tool, plugin: {name: tool, origin}}) as unknown as PluginTarget
const answer = (outcome: Outcome): Answer => ({outcome, problems: [], output: {summary: 'All is well'}})

test('only of what ran, in earnest, and came with Parrot', async () => {
  const told: unknown[] = []
  const record = async (event: {payload: object}) => void told.push(event.payload)
  await announce(record, target('health_check'), work(), answer('findings'))
  for (const outcome of ['denied', 'no_sandbox', 'cancelled', 'timed_out'] as const)
    await announce(record, target('health_check'), work(), answer(outcome))
  await announce(record, target('health_check', 'user'), work(), answer('ok'))
  await announce(record, target('backup_create'), work(true), answer('ok'))
  await announce(record, target('hello'), work(), answer('ok'))
  expect(told).toMatchObject([{outcome: 'findings', who: 'ada', door: 'clock', summary: 'All is well'}])
})

test('of a verification it is told whether it was of all archives', async () => {
  const told: unknown[] = []
  await announce(async (event) => void told.push(event), target('backup_verify'), work(), answer('findings'))
  expect(told).toMatchObject([{event_type: 'BACKUP_VERIFIED', payload: {all: true, outcome: 'findings'}}])
})

test('of a health check it is told which part of it was asked for', async () => {
  const told: unknown[] = []
  const record = async (event: {payload: object}) => void told.push(event.payload)
  const asked = (values: object) =>
    announce(record, target('health_check'), {...work(), values} as unknown as Work, answer('ok'))
  for (const values of [{quiet: true}, {only: ['load', 'disk']}, {skip: ['clock']}]) await asked(values)
  expect(told.map((payload) => (payload as {part?: string}).part)).toEqual([
    undefined,
    '--only disk,load',
    '--skip clock',
  ])
})

test('what could not be told is a problem of an answer that stands', async () => {
  const full = async () => Promise.reject(new Error('disk full'))
  expect(await announce(full, target('backup_create'), work(), answer('ok'))).toMatchObject({
    outcome: 'ok',
    problems: [{code: 'host_broken'}],
  })
})
