import {expect, test} from 'vitest'
import {readJournal} from '../../../src/host/service/journal-lines.ts'
import {isUp} from '../../../src/host/service/settled.ts'
import {command, isRefusal} from '../../../src/host/service/systemd.ts'
import {inWords, readShow, type UnitState} from '../../../src/host/service/unit-state.ts'
import {complaint} from '../../../src/host/system-program.ts'
import {newHome} from '../../home.ts'
import {ask} from '../weather.ts'

test('what systemctl show says of a unit', () => {
  const started = process.hrtime.bigint() / 1000n - 5_000_000n
  const text = `Id=a.service\nDescription=A = B\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled
Result=success\nType=simple\nCanReload=yes\nMainPID=12\nExecMainStatus=0\nNRestarts=2\nMemoryCurrent=18446744073709551615
StateChangeTimestampMonotonic=${started}\n`
  const state = readShow(text)
  expect(state).toMatchObject({
    id: 'a.service',
    description: 'A = B',
    canReload: true,
    pid: 12,
    exitStatus: 0,
    restarts: 2,
    memoryBytes: null,
  })
  const ago = Date.now() - Date.parse(state.since ?? '')
  expect(ago).toBeGreaterThanOrEqual(4_900)
  expect(
    readShow('Id=b.timer\nMainPID=0\nMemoryCurrent=[not set]\nStateChangeTimestampMonotonic=0'),
  ).toMatchObject({
    id: 'b.timer',
    canReload: false,
    pid: null,
    restarts: null,
    memoryBytes: null,
    since: null,
  })
})

test('what is up: active, and a oneshot that did its work', () => {
  const state = (more: Partial<UnitState>) => ({...readShow(''), ...more})
  expect(isUp(state({active: 'active'}))).toBe(true)
  expect(isUp(state({active: 'inactive', type: 'oneshot', result: 'success'}))).toBe(true)
  expect(isUp(state({active: 'inactive', type: 'oneshot', result: 'exit-code'}))).toBe(false)
  expect(isUp(state({active: 'inactive', type: 'simple', result: 'success'}))).toBe(false)
  expect(isUp(state({active: 'activating'}))).toBe(false)
  expect([
    inWords(state({active: 'failed', sub: 'failed'})),
    inWords(state({active: 'active', sub: 'waiting'})),
  ]).toEqual(['failed', 'active (waiting)'])
})

test('lines of the journal: text, bytes, several of a field, and none', () => {
  const line = (fields: object) => JSON.stringify({__REALTIME_TIMESTAMP: '1700000000000000', ...fields})
  const text = [
    line({MESSAGE: 'hello', PRIORITY: '6', SYSLOG_IDENTIFIER: 'sh'}),
    line({MESSAGE: [27, 91, 51], _COMM: 'x'}),
    line({MESSAGE: ['one', 'two']}),
    line({MESSAGE: null}),
    line({MESSAGE: 'y'.repeat(9999)}),
  ].join('\n')
  const lines = readJournal(`${text}\n`)
  expect(lines[0]).toEqual({at: '2023-11-14T22:13:20.000Z', priority: 6, by: 'sh', text: 'hello'})
  expect(lines.map(({text}) => text.slice(0, 9))).toEqual(['hello', '\u001b[3', 'one', '', 'yyyyyyyyy'])
  expect(lines[1]).toMatchObject({priority: null, by: 'x'})
  expect(lines.at(-1)?.text).toHaveLength(4096)
})

test('who says no', () => {
  const said = (stderr: string, ok = false) => isRefusal({ok, code: 1, stdout: '', stderr})
  expect(said('Failed to restart a.service: Interactive authentication required.')).toBe(true)
  expect(said('Failed to restart a.service: Access denied')).toBe(true)
  expect(said('sudo: a password is required')).toBe(true)
  expect(said('Job for a.service failed because the control process exited with error code.')).toBe(false)
  expect(said('Access denied', true)).toBe(false)
})

test('root asks systemd itself, whatever the setting is', () => {
  const own = ['/usr/bin/systemctl', '--no-ask-password', 'stop', '--', 'a.service']
  expect(command('stop', 'a.service', 'polkit')).toEqual(own)
  expect(command('stop', 'a.service', 'sudo').slice(-own.length)).toEqual(own)
})

test('a rule names what it grants, and nothing can be put into it', async () => {
  const home = newHome()
  const grant = (values: object) => ask(home, 'service_grant', {unit: ['a.service'], for: 'ada', ...values})
  expect((await grant({verb: ['stop', 'start'], unit: ['a.service', 'b:c.timer']})).output).toContain(
    '["stop a.service","start a.service","stop b:c.timer","start b:c.timer"]',
  )
  expect((await grant({for: 'a.b', unit: ['b:c.timer'], with: 'sudo'})).output).toMatch(
    /\/etc\/sudoers\.d\/parrot-a_b,[^]*\na\.b ALL=\(root\) NOPASSWD: \/usr\/bin\/systemctl --no-ask-password restart -- b\\:c\.timer\n$/,
  )
  for (const values of [
    {for: 'ALL'},
    {for: 'ada ALL'},
    {for: '#0'},
    {for: "x'"},
    {unit: ['*.service']},
    {unit: ['a.service, /bin/sh']},
    {unit: ['a.service\n']},
    {unit: ['--now.service']},
    {unit: []},
    {verb: ['mask']},
  ])
    expect(await grant(values)).toMatchObject({outcome: 'invalid_input'})
})

test.each([
  [
    'Interactive authentication required.',
    "Failed to start a.service: Interactive authentication required.\nSee system logs and 'systemctl status a.service' for details.\n",
  ],
  [
    'exited with error code.',
    'Job for a.service failed because the control process exited with error code.\nSee "systemctl --user status a.service" and "journalctl --user -xeu a.service" for details.\n',
  ],
  ['sudo: a password is required', 'sudo: a password is required\n'],
])('what systemctl says went wrong, and not where more is to be read: %s', (end, stderr) => {
  expect(complaint(stderr).endsWith(end)).toBe(true)
})
