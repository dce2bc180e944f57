import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import {expect, test} from 'vitest'
import {alertFile} from '../../src/alerts/state.ts'
import {defaults} from '../../src/config/config.ts'
import {draft} from '../events/place.ts'
import {tamper, tempPlace} from '../events/temp-journal.ts'
import {ended, hour, only, rigIn} from './rig.ts'

const at = '2026-11-20T10:00:00Z'

async function firing() {
  const place = tempPlace()
  const rig = rigIn(place, {}, at)
  await rig.add(ended('backup_create', 'failed'))
  await rig.evaluate()
  return {place, rig, file: alertFile(rig.deps.paths)}
}

test('killed between telling and noting it: told once', async () => {
  const {rig, file} = await firing()
  const noted = readFileSync(file)
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  writeFileSync(file, noted)
  await rig.evaluate()
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed', 'RESOLVED backup_failed'])
})

test('a journal that takes no entry: nothing is noted, and the next evaluation tells it', async () => {
  const rig = rigIn(tempPlace(), {}, at)
  await rig.add(ended('backup_create', 'failed'))
  const full = async () => Promise.reject(new Error('the disk is full'))
  await expect(rig.evaluate({record: full})).rejects.toThrow('full')
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed'])
})

test.each(['gone', '{"version": 1', '{"version": 1, "alerts": null}'])(
  'notes that are lost (%s) are found again in the journal: nothing is told twice, and its end is',
  async (text) => {
    const {rig, file} = await firing()
    await rig.add(draft('HEALTH_CHECK_COMPLETED', {outcome: 'findings', summary: 'x'}))
    await rig.add(draft('HEALTH_CHECK_COMPLETED', {outcome: 'ok'}))
    await rig.evaluate()
    if (text === 'gone') rmSync(file)
    else writeFileSync(file, text)
    rig.later(3 * hour)
    const {problems} = await rig.evaluate()
    expect(problems.map(({code}) => code)).toEqual(text === 'gone' ? [] : ['alert_state_damaged'])
    expect(rig.said()).toHaveLength(3)
    await rig.add(ended('backup_create', 'ok'))
    await rig.evaluate()
    expect(rig.said().slice(3)).toEqual(['RESOLVED backup_failed'])
  },
)

test('notes that somebody else could have written are not believed, and not overwritten', async () => {
  const {rig, file} = await firing()
  const {chmodSync} = await import('node:fs')
  chmodSync(file, 0o666)
  expect(await rig.evaluate()).toMatchObject({problems: [{code: 'config_writable'}]})
})

test('what is older than a day is told of by nobody who looks for the first time', async () => {
  const rig = rigIn(tempPlace(), {}, at)
  await rig.add(ended('backup_create', 'failed'))
  rig.later(25 * hour)
  await rig.evaluate()
  expect(rig.said()).toEqual([])
})

test('retention that cuts off the beginning, up to what was not looked at yet, breaks nothing', async () => {
  const {place, rig} = await firing()
  for (let i = 0; i < 5; i++) await rig.add(draft())
  const last = await rig.add(ended('backup_create', 'ok'))
  tamper(place, (db) => cut(db, last.sequence))
  await rig.evaluate()
  expect(rig.said()).toEqual(['RESOLVED backup_failed'])
})

const cut = (db: DatabaseSync, before: number) =>
  void db.prepare('DELETE FROM events WHERE sequence < ?').run(before)

test('a journal whose end was cut off is trouble, told once, until it is verified', async () => {
  const {place, rig} = await firing()
  for (let i = 0; i < 3; i++) await rig.add(draft())
  await rig.evaluate()
  tamper(place, (db) => void db.prepare('DELETE FROM events WHERE sequence > 2').run())
  await rig.evaluate()
  await rig.evaluate()
  expect(rig.said()).toEqual(['FIRING backup_failed', 'FIRING journal_trouble'])
  expect(rig.notices()[1]?.payload['what']).toBe(
    'The journal did not pass its check: it ends with event 2, and event 5 was seen before',
  )
  await rig.add(draft('JOURNAL_VERIFIED'))
  await rig.evaluate()
  expect(rig.said().slice(2)).toEqual(['RESOLVED journal_trouble'])
})

test('while the configuration is broken the rules that are there anyway go on, and nobody hears that the others are over', async () => {
  const rig = rigIn(tempPlace(), only({strange: {on: {types: ['KEY_REFUSED']}}}), at)
  await rig.add(draft('KEY_REFUSED'))
  await rig.evaluate()
  await rig.add(ended('backup_create', 'failed'))
  await rig.evaluate({config: defaults.alerts, whole: false})
  expect(rig.said()).toEqual(['FIRING strange', 'FIRING backup_failed'])
  await rig.evaluate()
  expect(rig.said()).toHaveLength(2)
})

test('a rule that is taken away, or that looks for something else, ends what it found', async () => {
  const rig = rigIn(tempPlace(), only({strange: {on: {types: ['KEY_REFUSED']}}}), at)
  await rig.add(draft('KEY_REFUSED'))
  await rig.add(ended('backup_create', 'failed'))
  await rig.evaluate()
  await rig.evaluate({config: defaults.alerts})
  expect(rig.said().slice(2)).toEqual(['RESOLVED strange'])
  const other = {...defaults.alerts, rules: {backup_failed: {on: {types: ['KEY_CREATED']}}}} as const
  await rig.evaluate({config: other})
  expect(rig.said().slice(3)).toEqual(['RESOLVED backup_failed'])
})

test('one rule does not fill the memory, however many things it tells apart', async () => {
  const rig = rigIn(tempPlace(), {}, at)
  for (let i = 0; i < 230; i++) await rig.add(draft('PLUGIN_TAMPERED', {plugin: `p${i}`}))
  await rig.evaluate()
  const tampered = rig.rows().filter(({rule}) => rule === 'plugin_tampered')
  expect(tampered).toHaveLength(201)
  expect(tampered.find(({key}) => key === '…')).toMatchObject({count: 30})
})
