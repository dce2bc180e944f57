import {expect, test} from 'vitest'
import type {Parrot} from '../../src/host/parrot.ts'
import type {CallResult} from '../../src/host/request.ts'
import {refused} from '../../src/mcp/refused.ts'
import {problem, type Problem} from '../../src/text/problem.ts'

const parrot = {folders: [], remedies: () => ({roles: ['admin'], edits: []})} as unknown as Parrot
const admin = {name: 'key', roles: ['admin'], evidence: 'key 1'}

function told(why: Problem): string {
  const ended = {call: 'c', tool: 'setup_cron', outcome: 'denied', problems: [why]} as unknown as CallResult
  const [first] = refused({parrot, by: admin, ended, tool: undefined, values: {unit: 'a.service'}}).content
  return first?.type === 'text' ? first.text : ''
}

test('what a person changes at a terminal names no role that could: an admin has it and may not', () => {
  expect(told(problem('schedule_terminal'))).toBe(
    'The schedule is changed by a person at a terminal, and by nobody else.',
  )
  expect(told(problem('role_missing', {role: 'x'}))).toContain('Roles that may run it: admin.')
})

test('a right that names an input is said with what was given for it', () => {
  expect(told(problem('denied_by_default', {permission: 'service:restart:{unit}'}))).toContain(
    'None of your roles covers "service:restart:a.service".',
  )
  expect(told(problem('denied_by_default', {permission: 'service:restart:{other}'}))).toContain('{other}')
})

test('what a plugin that failed advises is said as its own words', () => {
  const advised = {tool: 'shut', status: 4, advice: 'open it'}
  expect(told(problem('plugin_failed_advised', advised))).toContain(
    'shut ended with status 4. The plugin says: open it',
  )
})

test('an input out of its range is told which range', () => {
  const about = {name: '--days', found: '0', want: 'a whole number from 1 to 10', command: 'x'}
  expect(told(problem('input_wrong', about))).toContain(
    'Input "days": found 0, want a whole number from 1 to 10. Give a whole number from 1 to 10 and call again.',
  )
})
