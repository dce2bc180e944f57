import {expect, test} from 'vitest'
import type {AlertRow} from '../../src/alerts/list.ts'
import {alertLines} from '../../src/terminal/alert-lines.ts'

const row = {rule: 'drill', key: '', state: 'firing', severity: 'critical', count: 1} as unknown as AlertRow
const look = {paint: (_: unknown, text: string) => text, room: 200, width: 200} as never
const told = (what: string) =>
  alertLines([{...row, what, since: null, nextRepeat: null, lastEvent: {sequence: 194}} as AlertRow], look)

test('an alert and its event are two sentences, also where a plugin had the last word', () => {
  expect(told('health_check found something: 1 critical')).toContain('1 critical. Event 194.')
  expect(told('A new one holds.')).toContain('A new one holds. Event 194.')
})
