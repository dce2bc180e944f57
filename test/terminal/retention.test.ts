import {existsSync, readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {pathsFor} from '../../src/config/paths.ts'
import {defaults} from '../../src/config/config.ts'
import {openHostJournal} from '../../src/host/journal.ts'
import {keepOnce} from '../../src/host/retention/keep-up.ts'
import type {World} from '../../src/host/world.ts'
import {callOf} from '../events/place.ts'
import {newHome, put} from '../home.ts'
import {atDoor} from './at-door.ts'

/** A home whose journal holds so many calls, of three events each. */
async function homeOf(calls: number, files: Readonly<Record<string, unknown>> = {}) {
  const around = newHome(files)
  const journal = await openHostJournal(pathsFor(around), defaults, around.uid, [])
  for (let n = 0; n < calls; n++) for (const one of callOf(`c${n}`)) await journal.append(one)
  journal.close()
  return around
}

test('events are cut away into an archive, and what is left and what went are both proved', async () => {
  const around = await homeOf(4)
  const file = join(around.home, 'old.jsonl')
  expect(await atDoor(around, ['events', 'prune'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('audit.retentionDays'),
  })
  const dry = await atDoor(around, ['events', 'prune', '--days', '0', '--dry-run'])
  expect(dry.out).toMatch(/^1[0-9] events would be cut away for their age: 1 to 1[0-9], 20/)
  const before = (await atDoor(around, ['events', 'list', '--type', 'AUDIT_PRUNED'])).out
  expect(before).toBe('')
  const {out, status} = await atDoor(around, ['events', 'prune', '--days', '0', '--archive', file])
  expect({out, status}).toEqual({
    status: 0,
    out: expect.stringMatching(
      /^\d+ events cut away for their age: 1 to \d+, .*\nThey are in .*old\.jsonl\n/,
    ),
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const verified = await atDoor(around, ['audit', 'verify'])
  expect(verified).toMatchObject({status: 0})
  expect(verified.out).toMatch(
    /\n {2}follows event \d+: all up to there was cut away, last on 20\S+ by \w+ \(age\):/,
  )
  expect(await atDoor(around, ['audit', 'verify', '--export', file])).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^✓ \d+ events in one unbroken chain, its end signed with [\w-]{43}\n/),
  })
  expect(await atDoor(around, ['audit', 'verify', '--export', join(around.home, 'none')])).toMatchObject({
    status: 2,
  })
  expect(await atDoor(around, ['events', 'prune', '--days', '0', '--archive', file])).toMatchObject({
    status: 1,
    err: expect.stringContaining('it is there already'),
  })
  const rest = await atDoor(around, ['events', 'list', '--type', 'AUDIT_PRUNED'])
  expect(rest.out).toMatch(/^ +\d+ 20\S+ \S+ AUDIT_PRUNED .*by=/)
})

test('whoever may only read the log may count, not cut away nor have somebody told again', async () => {
  const around = await homeOf(1)
  put(join(around.home, 'config/rbac_roles.json'), {roles: {admin: {permissions: ['logs:read']}}})
  expect(await atDoor(around, ['events', 'prune', '--days', '0'])).toMatchObject({status: 77})
  expect(await atDoor(around, ['events', 'replay', 'ops', '--from', '1'])).toMatchObject({status: 77})
  expect(await atDoor(around, ['events', 'stats'])).toMatchObject({status: 0})
})

test('what the configuration says happens by itself while Parrot serves, into its archive; not what is still needed', async () => {
  const around = await homeOf(3)
  const paths = pathsFor(around)
  const archive = join(around.home, 'archive')
  const journal = await openHostJournal(paths, defaults, around.uid, [])
  const audit = {...defaults.audit, retentionDays: 30, archive}
  let needed: {position: number; who: string} | undefined = {position: 4, who: 'ops'}
  const keep = (config: object, problems: readonly unknown[] = []) =>
    keepOnce(
      {
        paths,
        world: () => ({config: {...defaults, ...config}, problems}) as unknown as World,
        journal: async () => journal,
        delivery: async () => ({needed: async () => needed}) as never,
        now: () => Date.now() + 31 * 86_400_000,
      },
      new AbortController().signal,
    )
  await keep({})
  await keep({audit}, [{code: 'x'}])
  expect([journal.lastCut(), existsSync(archive)]).toEqual([undefined, false])
  await keep({audit})
  expect(journal.lastCut()).toMatchObject({sequence: 4, by: 'audit.retention', why: 'age'})
  needed = undefined
  await keep({audit})
  expect(journal.lastCut()).toMatchObject({sequence: 9})
  expect(readdirSync(archive)).toEqual(['events-1-4.jsonl', 'events-5-9.jsonl'])
  journal.close()
  for (const name of readdirSync(archive))
    expect(await atDoor(around, ['audit', 'verify', '--export', join(archive, name)])).toMatchObject({
      status: 0,
    })
})

test('what happened is counted for people and for programs', async () => {
  const around = await homeOf(2)
  await atDoor(around, ['helo'])
  const {out} = await atDoor(around, ['events', 'stats'])
  expect(out).toMatch(/^\d+ events, 20\S+ \S+ to 20/)
  expect(out).toMatch(/\nTYPE +COUNT\nCALL_FINISHED +3\n/)
  expect(out).toMatch(/\nTOOL +CALLS +FAILED +MEDIAN +P95\nhello +2 +0 +13 ms +13 ms\n/)
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  const json = JSON.parse(
    (await atDoor(around, ['events', 'stats', '--since', '1h', '--json'])).out,
  ) as object
  expect(json).toMatchObject({outcome: 'ok', output: {calls: {calls: 3, failed: 0}}})
  expect(await atDoor(around, ['events', 'stats', '--until', 'soon'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('--until'),
  })
})
