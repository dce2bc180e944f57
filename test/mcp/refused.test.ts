import {expect, test} from 'vitest'
import type {Parrot} from '../../src/host/parrot.ts'
import type {CallResult} from '../../src/host/request.ts'
import {refused} from '../../src/mcp/refused.ts'
import {problem, type Problem} from '../../src/text/problem.ts'

const parrot = {folders: [], remedies: () => ({roles: ['admin'], edits: []})} as unknown as Parrot
const admin = {name: 'key', roles: ['admin'], evidence: 'key 1'}

function told(why: Problem): string {
  const ended = {call: 'c', tool: 'setup_cron', outcome: 'denied', problems: [why]} as unknown as CallResult
  const [first] = refused(parrot, admin, ended, undefined).content
  return first?.type === 'text' ? first.text : ''
}

test('what a person changes at a terminal names no role that could: an admin has it and may not', () => {
  expect(told(problem('schedule_terminal'))).toBe(
    'The schedule is changed by a person at a terminal, and by nobody else.',
  )
  expect(told(problem('role_missing', {role: 'x'}))).toContain('Roles that may run it: admin.')
})
