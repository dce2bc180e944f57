import {Validator, type Schema} from '@cfworker/json-schema'
import {expect, test} from 'vitest'
import {eventTypes} from '../../src/events/event-types.ts'
import {eventSchema, schemas} from '../../src/events/schema.ts'
import {written} from './temp-journal.ts'

/** What subscribers, exports and scripts rely on. Written out here, so that a change of the list is a change of this file too. */
const pinned = `
  SERVER_STARTED SERVER_STOPPED MESSAGE_RECEIVED MESSAGE_PROCESSED ERROR_OCCURRED CONFIG_RELOADED CLIENT_CONNECTED
  CLIENT_DISCONNECTED HEALTH_CHECK_COMPLETED BACKUP_COMPLETED
  CALL_REQUESTED CALL_DECIDED CALL_FINISHED
  APPROVAL_REQUESTED APPROVAL_GRANTED APPROVAL_REFUSED APPROVAL_EXPIRED APPROVAL_USED
  PLUGIN_INSTALLED PLUGIN_UPDATED PLUGIN_UNINSTALLED PLUGIN_APPROVED PLUGIN_ENABLED PLUGIN_DISABLED PLUGIN_TAMPERED
  USER_CHANGED ROLE_CHANGED KEY_CREATED KEY_REVOKED KEY_EXPIRED KEY_REHASHED KEY_REFUSED
  CONFIG_REFUSED SCHEDULE_CHANGED SCHEDULE_MISSED AUDIT_PRUNED WORKFLOW_COMPLETED SYSTEM_UPDATE_COMPLETED
  CONFIG_REVERTED BACKUP_DRILLED JOURNAL_TROUBLE JOURNAL_VERIFIED
  ALERT_FIRING ALERT_REPEAT ALERT_RESOLVED ALERT_SILENCED ALERT_UNSILENCED NOTIFY_FAILED DELIVERY_DEAD
  BACKUP_VERIFIED
  DELIVERY_RECOVERED SUBSCRIBER_RETIRED`

test('the names of events are what they were, the seeds’ ten first', () => {
  expect(eventTypes).toEqual(pinned.trim().split(/\s+/))
})

const published = new Validator(schemas()['event.schema.json'] as Schema, '7')
const accepts = (event: unknown) => [published.validate(event).valid, eventSchema.safeParse(event).success]

test('every event of a journal is what the published schema says', async () => {
  const {events} = await written()
  for (const event of events) expect(accepts(event)).toEqual([true, true])
})

test('an event of the seeds, which has no number yet, is one', () => {
  const seed = {event_type: 'SERVER_STARTED', timestamp: '2026-01-02T03:04:05Z', payload: {pid: 1}}
  expect(accepts(seed)).toEqual([true, true])
  expect(accepts({...seed, timestamp: '2026-01-02T03:04:05+00:00'})).toEqual([true, true])
  expect(accepts({...seed, metadata: {source: 'mcp_server', correlation_id: ''}})).toEqual([true, true])
})

test('what lacks a field, or has another kind of one, is none', () => {
  const good = {event_type: 'SERVER_STARTED', timestamp: '2026-01-02T03:04:05Z', payload: {}}
  const {payload: _, ...without} = good
  for (const bad of [
    without,
    {...good, event_type: 'STARTED'},
    {...good, timestamp: 'now'},
    {...good, payload: []},
    {...good, sequence: 0},
    {...good, hash: 'x'},
  ]) {
    expect(accepts(bad)).toEqual([false, false])
  }
})
