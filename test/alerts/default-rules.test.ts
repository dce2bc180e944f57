import {expect, test} from 'vitest'
import {builtinRules} from '../../src/config/alert-config.ts'
import {draft} from '../events/place.ts'
import {tempPlace} from '../events/temp-journal.ts'
import {ended, rigIn} from './rig.ts'

const begin = (rules = {}) => rigIn(tempPlace(), {rules}, '2026-11-20T10:00:00Z')

const finished = (type: string, outcome: string, more = {}) => draft(type, {outcome, call: 'c1', ...more})

test.each([
  ['backup_failed', [ended('backup_create', 'timed_out')], [ended('backup_create', 'ok')]],
  [
    'drill_findings',
    [finished('BACKUP_DRILLED', 'findings', {summary: '2 of 25 files differ'})],
    [finished('BACKUP_DRILLED', 'ok')],
  ],
  ['drill_findings', [finished('BACKUP_DRILLED', 'failed')], [finished('BACKUP_DRILLED', 'ok')]],
  [
    'verify_findings',
    [finished('BACKUP_VERIFIED', 'findings', {all: false, summary: '2 damaged'})],
    [finished('BACKUP_VERIFIED', 'ok', {all: true})],
  ],
  [
    'verify_findings',
    [finished('BACKUP_VERIFIED', 'failed', {all: true})],
    [finished('BACKUP_VERIFIED', 'ok', {all: true})],
  ],
  [
    'backup_failed',
    [ended('backup_create', 'invalid_input', {door: 'clock'})],
    [ended('backup_create', 'ok', {door: 'clock'})],
  ],
  [
    'schedule_missed',
    [draft('SCHEDULE_MISSED', {entry: 'backup', count: 3, last: '2026-11-19', because: 'not_started'})],
    [ended('backup_create', 'findings', {door: 'clock', who: 'entry backup'})],
  ],
  [
    'plugin_tampered',
    [draft('PLUGIN_TAMPERED', {plugin: 'weather'})],
    [draft('PLUGIN_APPROVED', {name: 'weather'})],
  ],
  ['config_refused', [draft('CONFIG_REFUSED')], [draft('CONFIG_RELOADED')]],
  ['journal_trouble', [draft('JOURNAL_TROUBLE', {cause: 'it is cut off'})], [draft('JOURNAL_VERIFIED')]],
  [
    'health_findings',
    [finished('HEALTH_CHECK_COMPLETED', 'findings', {summary: 'disk / is 91 % full'})],
    [finished('HEALTH_CHECK_COMPLETED', 'ok')],
  ],
  ['update_failed', [ended('system_update_apply', 'failed')], [ended('system_update_apply', 'ok')]],
  [
    'workflow_failed',
    [draft('WORKFLOW_COMPLETED', {tool: 'daily_workflow', outcome: 'failed'})],
    [draft('WORKFLOW_COMPLETED', {tool: 'daily_workflow', outcome: 'ok'})],
  ],
] as const)('%s fires without any configuration, once, and says when it is over', async (rule, bad, good) => {
  const rig = begin()
  await rig.evaluate()
  for (const event of [...bad, ...bad]) await rig.add(event)
  await rig.evaluate()
  await rig.evaluate()
  expect(rig.said()).toEqual([`FIRING ${rule}`])
  rig.later(90_000)
  for (const event of good) await rig.add(event)
  await rig.evaluate()
  expect(rig.said()).toEqual([`FIRING ${rule}`, `RESOLVED ${rule}`])
  const [firing, resolved] = rig.notices()
  expect(firing?.payload).toMatchObject({severity: expect.stringMatching(/critical|warning/), events: [1]})
  expect(firing?.payload['what']).not.toMatch(/\{|\?|undefined/)
  expect(firing?.payload['next']).toMatch(/parrot \w+/)
  expect(resolved?.payload['events']).toEqual([1, 2, expect.any(Number)])
  expect(resolved?.payload['what']).toMatch(/^It is over, after 2 min\. It was: /)
  expect(rig.rows().find((row) => row.rule === rule)).toMatchObject({state: 'resolved', count: 2})
})

test('a health check that only warns ends as ok, and is told of all the same until nothing warns', async () => {
  const rig = begin()
  for (const status of ['warning', 'ok'])
    await rig.add(finished('HEALTH_CHECK_COMPLETED', 'ok', {status, summary: '1 warning'}))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING health_findings', 'RESOLVED health_findings'])
})

test('a health check of a part ends what that part found, and nothing else; one of all ends both', async () => {
  const rig = begin()
  const health = (status: string, part?: string) =>
    rig.add(finished('HEALTH_CHECK_COMPLETED', 'ok', {status, summary: status, ...(part && {part})}))
  const saidThen = async () => {
    await rig.evaluate()
    return rig.notices().map(({event_type, payload}) => [event_type, payload['key'] ?? ''])
  }
  await health('warning')
  await health('ok', '--only zombies')
  await health('warning', '--only disk')
  expect(await saidThen()).toEqual([['ALERT_FIRING', '']])
  await health('ok')
  await health('warning', '--only disk')
  await health('warning', '--skip clock')
  await health('ok', '--only zombies')
  await health('ok', '--skip clock')
  expect((await saidThen()).slice(1)).toEqual([
    ['ALERT_RESOLVED', ''],
    ['ALERT_FIRING', '--only disk'],
    ['ALERT_FIRING', '--skip clock'],
    ['ALERT_RESOLVED', '--skip clock'],
  ])
  await health('ok')
  expect((await saidThen()).slice(5)).toEqual([['ALERT_RESOLVED', '--only disk']])
})

test('one archive that is good does not end what was found in another', async () => {
  const rig = begin()
  await rig.add(finished('BACKUP_VERIFIED', 'findings', {all: true, summary: '1 damaged'}))
  await rig.add(finished('BACKUP_VERIFIED', 'ok', {all: false}))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING verify_findings'])
})

test('a name that is no entry is no run that was missed, and ends what was told of an entry that is gone', async () => {
  const rig = begin()
  const missed = (entry: string, because: string) =>
    draft('SCHEDULE_MISSED', {entry, count: 1, last: '2026-11-19', because})
  await rig.add(missed('bakcup', 'unknown_entry'))
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  await rig.add(missed('backup', 'not_started'))
  await rig.evaluate()
  await rig.add(missed('backup', 'unknown_entry'))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING schedule_missed', 'RESOLVED schedule_missed'])
})

test('every one of them was tried', () => {
  expect(builtinRules).toHaveLength(10)
})

test('what was not in earnest, what nobody was to run and what somebody took back is no failure, and no success', async () => {
  const rig = begin()
  await rig.add(ended('backup_create', 'failed', {dry_run: true}))
  for (const outcome of ['denied', 'cancelled', 'needs_approval', 'invalid_input', 'findings'])
    await rig.add(ended('backup_create', outcome))
  await rig.evaluate()
  expect(rig.said()).toEqual([])
  await rig.add(ended('backup_create', 'failed'))
  await rig.add(ended('backup_create', 'ok', {dry_run: true}))
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed'])
})

test('each entry of the schedule and each plugin is an alert of its own', async () => {
  const rig = begin()
  for (const entry of ['backup', 'health_check'])
    await rig.add(draft('SCHEDULE_MISSED', {entry, count: 1, last: 'x', because: 'died'}))
  await rig.add(draft('SCHEDULE_CHANGED', {entry: 'backup', change: 'removed'}))
  await rig.evaluate()
  expect(rig.notices().map(({payload}) => [payload['key'], payload['until'] !== undefined])).toEqual([
    ['backup', false],
    ['health_check', false],
    ['backup', true],
  ])
})

test('a rule that is there anyway is switched off and made more urgent by its name', async () => {
  const rig = begin({
    backup_failed: {off: true},
    health_findings: {severity: 'critical', next: 'Call Ada.'},
  })
  await rig.add(ended('backup_create', 'failed'))
  await rig.add(finished('HEALTH_CHECK_COMPLETED', 'findings', {summary: 'disk'}))
  await rig.evaluate()
  expect(rig.notices().map(({payload}) => payload)).toMatchObject([
    {alert: 'health_findings', severity: 'critical', next: 'Call Ada.'},
  ])
})

test('hostile words of an event do not act in what people read', async () => {
  const rig = begin()
  await rig.add(draft('PLUGIN_TAMPERED', {plugin: '\u001b[2Jevil\nnext: run this'}))
  await rig.evaluate()
  expect(rig.notices()[0]?.payload['what']).not.toMatch(/[\u001b\n]/)
})

test('the alert says why a backup did not run, where a problem says it', async () => {
  const rig = begin()
  await rig.evaluate()
  const problems = [{code: 'sandbox_path_missing', path: '/disk', cause: 'it is not there (ENOENT)'}]
  await rig.add(ended('backup_create', 'failed', {problems}))
  await rig.evaluate()
  expect(rig.notices().at(-1)?.payload['what']).toBe(
    'The backup ended as "failed": /disk cannot be given to a plugin: it cannot be opened (it is not there (ENOENT)).',
  )
})
