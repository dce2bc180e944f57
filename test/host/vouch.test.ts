import {chmodSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {pathsFor} from '../../src/config/paths.ts'
import type {EventDraft} from '../../src/events/journal.ts'
import {readLock} from '../../src/host/catalog/lock.ts'
import {placesOf} from '../../src/host/catalog/places.ts'
import {loadWorld} from '../../src/host/load-world.ts'
import {operations} from '../../src/host/operations.ts'
import {find} from '../../src/host/target.ts'
import {vouch} from '../../src/host/vouch.ts'
import {newHome, put} from '../home.ts'
import {approve} from './catalog/stage.ts'

const manifest = {
  name: 'mine',
  version: '1.0.0',
  description: 'Mine',
  entrypoint: 'run.sh',
  permissions: ['test:run'],
}

/** One whose program was changed after it was approved, and a call of it. */
async function changed() {
  const around = newHome({
    'data/plugins/mine/manifest.json': manifest,
    'data/plugins/mine/run.sh': '#!/bin/sh\n',
  })
  const program = join(around.home, 'data/plugins/mine/run.sh')
  chmodSync(program, 0o700)
  const paths = pathsFor(around)
  const places = placesOf(around, paths)
  await approve(places, 'mine')
  const world = await loadWorld(around, paths, operations)
  const target = find(world, 'mine')
  if (target === undefined || 'problem' in target) throw new Error('not there')
  put(program, '#!/bin/sh\necho evil\n')
  const by = {name: 'ada', roles: ['admin'], evidence: 'uid 1000'}
  const request = {tool: 'mine', by, door: 'mcp' as const, dryRun: false, unsandboxed: false}
  const signal = new AbortController().signal
  const walk = {
    id: 'call-1',
    world,
    request: {...request, signal, watch: {}, input: async () => ({values: {}})},
  }
  const entry = () => {
    const read = readLock(places)
    return 'lock' in read ? read.lock.get('mine') : undefined
  }
  const wanted = {plugin: 'mine', tool: 'mine', permissions: [], readOnly: false}
  const asked = (record: (event: EventDraft) => Promise<unknown>) =>
    vouch({places: () => places, now: Date.now, record}, target, wanted, {...walk, above: undefined})
  return {asked, entry, text: () => readFileSync(places.lock, 'utf8')}
}

test('that a plugin was changed is on record before the lock says so, and once where several find it', async () => {
  const {asked, entry} = await changed()
  const events: string[] = []
  const record = async ({event_type}: EventDraft) => {
    events.push(`${event_type}, ${entry()?.enabled === true ? 'still on' : 'off'}`)
  }
  const answers = await Promise.all([asked(record), asked(record), asked(record)])
  expect(answers.map((answer) => answer?.outcome)).toEqual(['tampered', 'tampered', 'tampered'])
  expect(events).toEqual(['PLUGIN_TAMPERED, still on'])
  expect(entry()).toMatchObject({enabled: false, tampered: expect.any(String)})
})

test('a journal that refuses that leaves the lock as it is, and the call without an answer', async () => {
  const {asked, text} = await changed()
  const before = text()
  await expect(asked(async () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  expect(text()).toBe(before)
})
