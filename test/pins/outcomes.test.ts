import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {outcomes} from '../../src/outcomes.ts'

/** What scripts, agents and people rely on. Written out here, so that a change of the table is a change of this file too. */
const pinned: Readonly<Record<string, readonly [exit: number, mcp: string]>> = {
  ok: [0, 'result'],
  failed: [1, 'error'],
  invalid_input: [2, 'error'],
  findings: [3, 'result'],
  rate_limited: [69, 'error'],
  broken: [70, 'error'],
  no_sandbox: [71, 'error'],
  unknown_outcome: [74, 'error'],
  needs_approval: [75, 'error'],
  needs_input: [76, 'question'],
  denied: [77, 'error'],
  tampered: [78, 'error'],
  timed_out: [124, 'error'],
  unknown: [127, 'protocol_error'],
  cancelled: [130, 'error'],
}

test('outcomes, exit statuses and MCP answers are what they were', () => {
  const table = Object.entries(outcomes).map(([name, {exit, mcp}]) => [name, [exit, mcp]])
  expect(Object.fromEntries(table)).toEqual(pinned)
})

test('no two outcomes share an exit status', () => {
  const exits = Object.values(outcomes).map(({exit}) => exit)
  expect(new Set(exits).size).toBe(exits.length)
})

test('the README has the table, row by row', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| (\d+) \| `(\w+)` \| (.+) \|$/gm)].map(([, exit, name, meaning]) => [
    name,
    Number(exit),
    meaning,
  ])
  expect(rows).toEqual(Object.entries(outcomes).map(([name, {exit, meaning}]) => [name, exit, meaning]))
})
