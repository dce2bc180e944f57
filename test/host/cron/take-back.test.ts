import {join} from 'node:path'
import {expect, test} from 'vitest'
import {pathsFor} from '../../../src/config/paths.ts'
import {alone} from '../../../src/config/update-file.ts'
import {scheduleFile, withSchedule, writeSchedule} from '../../../src/host/cron/entries.ts'
import {takeBack} from '../../../src/host/cron/take-back.ts'
import {loadWorld} from '../../../src/host/load-world.ts'
import type {Host} from '../../../src/host/operation.ts'
import {operations} from '../../../src/host/operations.ts'
import type {Request} from '../../../src/host/request.ts'
import {newHome, put} from '../../home.ts'

const granted = {worker: ['health:check']}

test.each([
  ['nobody', [{role: 'worker', right: 'health:check'}], []],
  ['somebody', [], [{code: 'schedule_stays_held', params: {holder: 'bob', role: 'worker'}}]],
])('a role that %s was given while the schedule was waited for', async (who, taken, problems) => {
  const around = newHome({'config/rbac_roles.json': {roles: {worker: {permissions: ['health:check']}}}})
  const paths = pathsFor(around)
  await withSchedule(paths, () => writeSchedule(paths, {entries: [], granted}))
  const world = await loadWorld(around, paths, operations)
  const host = {around, paths, now: Date.now, record: async () => {}} as unknown as Host
  const by = {name: 'ada', roles: ['admin'], evidence: 'uid 1'}
  const request: Request = {
    tool: 'setup_cron',
    by,
    door: 'terminal',
    input: async () => ({values: {}}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  }
  const wanted = {plugin: 'setup_cron', tool: 'setup_cron', readOnly: false, permissions: []}
  const work = {id: 'a', request, world, wanted, values: {}}
  const back = await alone(scheduleFile(paths), async () => {
    const waiting = takeBack({host, work}, {before: [], after: [], diff: '', granted})
    if (who === 'somebody')
      put(join(around.home, 'config/rbac_users.json'), {users: {bob: {roles: ['worker']}}})
    return {waiting}
  })
  expect(await back.waiting).toMatchObject({taken, problems})
})
