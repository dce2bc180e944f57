import {expect, test} from 'vitest'
import type {CallResult} from '../../src/host/request.ts'
import {outcomes, type Outcome} from '../../src/outcomes.ts'
import {answer} from '../../src/terminal/answer.ts'
import {logLine} from '../../src/terminal/call.ts'
import {lookOf} from '../../src/terminal/door.ts'
import {painter} from '../../src/terminal/paint.ts'
import {barLine} from '../../src/terminal/progress.ts'
import {problem} from '../../src/text/problem.ts'
import {doorTo, paper} from './at-door.ts'

const ended: CallResult = {call: 'c-1', tool: 'hello', outcome: 'ok', problems: [], ms: 7}

async function answered(
  result: Partial<CallResult>,
  how: {json?: boolean; ownStatus?: boolean} = {},
  env: Record<string, string> = {},
) {
  const {door, written} = doorTo(() => Promise.reject(new Error('nobody is asked')), '/', {env})
  const status = await answer(door, {...ended, ...result}, {json: false, view: String, ...how})
  return {status, ...written()}
}

/** Literals: somebody's script depends on each of them. */
const statuses = {
  ok: 0,
  failed: 1,
  invalid_input: 2,
  findings: 3,
  rate_limited: 69,
  broken: 70,
  no_sandbox: 71,
  unknown_outcome: 74,
  needs_approval: 75,
  needs_input: 76,
  denied: 77,
  tampered: 78,
  timed_out: 124,
  unknown: 127,
  cancelled: 130,
}

test.each(Object.entries(statuses))(
  '%s ends with status %i, and with one JSON document of the same keys',
  async (outcome, status) => {
    const result = await answered(
      {outcome: outcome as Outcome, problems: [problem('terminal_needed')]},
      {json: true},
    )
    expect(result).toMatchObject({status, err: ''})
    const document = JSON.parse(result.out) as Record<string, unknown>
    expect(Object.keys(document)).toEqual([
      'call',
      'tool',
      'outcome',
      'output',
      'problems',
      'decision',
      'level',
      'ms',
      'exit',
      'log',
      'retryAfter',
    ])
    expect(document).toMatchObject({
      outcome,
      problems: [{code: 'terminal_needed', message: 'The menu needs a terminal.'}],
    })
  },
)

test('every outcome there is has a pinned status', () => {
  expect(Object.keys(outcomes)).toEqual(Object.keys(statuses))
})

test.each(Object.keys(statuses).filter((outcome) => outcome !== 'ok' && outcome !== 'findings'))(
  '%s says on stderr what went wrong, also where the host gave no sentence',
  async (outcome) => {
    const {out, err} = await answered({outcome: outcome as Outcome})
    const said =
      outcome === 'cancelled'
        ? 'hello was stopped at your word'
        : `hello: ${outcomes[outcome as Outcome].meaning}`
    expect({out, err}).toEqual({out: '', err: `Error: ${said}.\n`})
  },
)

test('what is well says nothing on stderr, and findings are not an error', async () => {
  expect(await answered({output: 'Hello'})).toEqual({status: 0, out: 'Hello\n', err: ''})
  expect(await answered({outcome: 'findings', output: 'disk full\n'})).toEqual({
    status: 3,
    out: 'disk full\n',
    err: '',
  })
})

test('a call that went well may still have something to say', async () => {
  const {err} = await answered({
    output: 'x',
    problems: [problem('net_refused', {target: 'evil:443', tool: 'hello'})],
  })
  expect(err).toBe(
    'Warning: The network allow-list refused evil:443.\n→ The manifest of hello would have to declare it.\n',
  )
})

test('a denial names the rule and the role, once', async () => {
  const decision = {effect: 'deny', permission: 'a:b', rule: '!a:*', role: 'viewer'} as const
  const bare = await answered({outcome: 'denied', decision})
  expect(bare.err).toBe(
    'Error: hello: the role of the caller does not allow it.\n  a:b: rule !a:* of role viewer\n',
  )
  const {rule, ...unruled} = decision
  expect((await answered({outcome: 'denied', decision: {...unruled, effect: 'deny'}})).err).toContain(
    'a:b: no role allows it',
  )
  const said = problem('denied_by_rule', {permission: 'a:b', rule, role: 'viewer'})
  expect((await answered({outcome: 'denied', decision, problems: [said, said]})).err).toBe(
    'Error: Role "viewer" denies "a:b" by its rule "!a:*".\n→ See the role: parrot role show viewer\n',
  )
})

test('several problems each have their own advice below them, and what several ask for is said once', async () => {
  const about = (user: string) => problem('user_missing', {user})
  const problems = [problem('terminal_needed'), about('eve'), about('bob'), about('bob')]
  expect((await answered({outcome: 'failed', problems})).err.split('\n')).toEqual([
    'Error: The menu needs a terminal.',
    '→ Name a command, or see: parrot --help',
    'Error: There is no user "eve".',
    'Error: There is no user "bob".',
    '→ See the users: parrot user list',
    '',
  ])
})

test("--exit-code gives the plugin's own status, where it had one", async () => {
  const exit = {code: 42, signal: null}
  expect((await answered({outcome: 'failed', exit})).status).toBe(1)
  expect((await answered({outcome: 'failed', exit}, {ownStatus: true})).status).toBe(42)
  expect(
    (await answered({outcome: 'failed', exit: {code: null, signal: 'SIGKILL'}}, {ownStatus: true})).status,
  ).toBe(1)
  expect((await answered({outcome: 'denied'}, {ownStatus: true})).status).toBe(77)
})

test('JSON keeps every character of the value and shows a terminal none that acts', async () => {
  const output = '\u001b[2J\u009b31m\u202e\u{e0041}\ud800"\\'
  const {out} = await answered({output}, {json: true})
  expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
  expect((JSON.parse(out) as {output: string}).output).toBe(output)
})

test('control codes in a message of the host are taken out', async () => {
  const {err} = await answered({
    outcome: 'failed',
    problems: [problem('user_missing', {user: '\u001b]0;x\u0007eve'})],
  })
  expect(err).toContain('There is no user "eve".')
})

test.each([
  [{FORCE_COLOR: '1', NO_COLOR: '1'}, false, true],
  [{FORCE_COLOR: '0'}, true, false],
  [{FORCE_COLOR: 'false'}, true, false],
  [{NO_COLOR: '1'}, true, false],
  [{NO_COLOR: ''}, true, true],
  [{TERM: 'dumb'}, true, false],
  [{}, true, true],
  [{}, false, false],
])('colours with %j on a terminal (%s): %s', (env, terminal, coloured) => {
  const expected = coloured ? '\u001b[31mx\u001b[39m' : 'x'
  expect(painter(terminal, env)('red', 'x')).toBe(expected)
})

test('where only ASCII is understood the signs are ASCII', async () => {
  const problems = [problem('terminal_needed')]
  expect((await answered({outcome: 'failed', problems}, {}, {LC_ALL: 'C'})).err).toContain(
    '\n-> Name a command',
  )
  expect((await answered({outcome: 'failed', problems}, {}, {LANG: 'de_DE.UTF-8'})).err).toContain(
    '\n→ Name a command',
  )
})

test("a plugin's log line cannot act on the terminal, and trouble has a colour", () => {
  const look = lookOf(() => paper(), {FORCE_COLOR: '1'})
  expect(logLine('  indented \u001b[2Jtext', look)).toBe('\u001b[2m  indented text\u001b[22m')
  expect(logLine('warn: slow', look)).toBe('\u001b[33mwarn: slow\u001b[39m')
  expect(logLine('ERROR gone', look)).toBe('\u001b[31mERROR gone\u001b[39m')
  expect(logLine('a\nb', look)).toContain('a b')
})

test('a progress line stays on one line of the terminal, whatever the plugin sends', () => {
  const look = lookOf(() => paper(), {})
  expect(barLine('backup', undefined, 3210, look)).toBe('backup … 3 s')
  expect(barLine('backup', {progress: 0.25, message: 'a\nb\u001b[2J'}, 4000, look)).toBe(
    `backup ${'█'.repeat(5)}${'░'.repeat(15)} 25 % 4 s a b`,
  )
  for (const progress of [-1, 2, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(barLine('backup', {progress, message: 'm'.repeat(500)}, 0, look).length).toBeLessThanOrEqual(80)
  }
})
