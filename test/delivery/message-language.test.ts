import {expect, test} from 'vitest'
import {messageOf} from '../../src/delivery/message.ts'
import type {StoredEvent} from '../../src/events/journal.ts'
import {inWordsOf} from '../../src/text/in-words-of.ts'
import {problem, next, says} from '../../src/text/problem.ts'
import {tellerIn} from '../../src/text/reader.ts'

const about = problem('alert_backup_failed', {outcome: 'failed'})

const event = (event_type: string, payload: object): StoredEvent =>
  ({
    event_type,
    payload,
    sequence: 7,
    timestamp: '2026-11-22T08:00:00.000Z',
    hash: 'a'.repeat(64),
    metadata: {correlation_id: 'c1'},
  }) as unknown as StoredEvent

const firing = event('ALERT_FIRING', {
  alert: 'backup_failed',
  severity: 'critical',
  what: says(about),
  next: next(about),
  problem: about,
})

test('an alert is written in the language that the configuration names; names and the record are as they are', async () => {
  const {title, text} = messageOf(firing, 'pi', await tellerIn('de'))
  expect(title).toBe('backup_failed auf pi')
  expect(text).toContain('Die Sicherung endete mit "failed".')
  expect(text).toContain('→ Den Grund zeigt: parrot events list')
  expect(text).toMatch(/\nRechner +pi\nEreignis +ALERT_FIRING, Nummer 7\n/)
  const english = messageOf(firing, 'pi')
  expect(english.text).toContain('The backup ended as "failed".')
  expect(english).toEqual(messageOf(firing, 'pi', await tellerIn('en')))
})

test('its end, and what was written by hand', async () => {
  const what = says(problem('alert_over', {what: says(about), lasted: '3 min'}))
  const over = event('ALERT_RESOLVED', {alert: 'backup_failed', what, problem: about})
  expect(messageOf(over, 'pi', await tellerIn('de')).text).toContain(
    'Es ist vorbei, nach 3 min. Es war: Die Sicherung endete mit "failed".',
  )
  const own = event('ALERT_FIRING', {alert: 'x', what: 'Look here', next: 'Call Bob', problem: about})
  const {text} = messageOf(own, 'pi', await tellerIn('de'))
  expect(text).toMatch(/Look here[^]*→ Call Bob/)
})

test('why a backup failed, in the reader’s language', async () => {
  const cause = 'it is not there (ENOENT)'
  const gone = problem('setting_path_missing', {plugin: 'backup', key: 'BACKUP_DIR', path: '/disk', cause})
  const why = problem('alert_backup_why', {outcome: 'failed', why: says(gone)})
  const told = event('ALERT_FIRING', {alert: 'backup_failed', what: says(why), next: next(why), problem: why})
  expect(lines(messageOf(told, 'pi').text)).toContain(
    'The backup ended as "failed": BACKUP_DIR of "backup" names /disk, and that cannot be opened (it is not there (ENOENT)).',
  )
  expect(lines(messageOf(told, 'pi', await tellerIn('de')).text)).toContain(
    'Die Sicherung endete mit "failed": BACKUP_DIR von "backup" nennt /disk, und das lässt sich nicht öffnen (es ist nicht da (ENOENT)).',
  )
})

test('a silence says which rule, until when and why, and so does its end', async () => {
  const payload = {alert: 'backup_failed', until: '2026-11-26T12:00:00.000Z', reason: 'new disk', who: 'root'}
  const silenced = event('ALERT_SILENCED', payload)
  const {title, text} = messageOf(silenced, 'pi')
  expect(title).toBe('backup_failed is silenced on pi')
  expect(text).toContain('Nothing is said of rule backup_failed until 2026-11-26 12:00 UTC: new disk')
  const german = await tellerIn('de')
  expect(lines(messageOf(silenced, 'pi', german).text)).toContain(
    'Von Regel backup_failed wird bis 2026-11-26 12:00 UTC nichts gesagt: new disk',
  )
  const bare = event('ALERT_SILENCED', {...payload, reason: ''})
  expect(messageOf(bare, 'pi').text).toContain('until 2026-11-26 12:00 UTC.\n')
  const over = event('ALERT_UNSILENCED', {alert: 'backup_failed', who: 'root'})
  expect(messageOf(over, 'pi').text).toContain('What fires under rule backup_failed is said again.')
  expect(messageOf(over, 'pi', german).title).toBe('backup_failed ist auf pi nicht mehr stummgeschaltet')
})

test('what an alert or an event quotes of a plugin is in its words', async () => {
  const messages = {'{count} warnings': '{count} Warnungen', '{count} ok': '{count} in Ordnung'}
  const german = await tellerIn('de', (text) => inWordsOf(messages, text, 'de'))
  const summary = '2 warnings, 9 ok'
  const found = problem('alert_health_findings', {summary})
  const told = event('ALERT_FIRING', {alert: 'health_findings', what: says(found), problem: found})
  expect(messageOf(told, 'pi', german).text).toContain('2 Warnungen, 9 in Ordnung')
  const completed = event('HEALTH_CHECK_COMPLETED', {outcome: 'ok', summary})
  expect(messageOf(completed, 'pi', german).text).toContain('2 Warnungen, 9 in Ordnung')
})

const lines = (text: string) => text.replaceAll('\n', ' ')
