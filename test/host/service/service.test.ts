import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import type {Principal} from '../../../src/rbac/decision.ts'
import {newHome, put} from '../../home.ts'
import {ask} from '../weather.ts'
import {secondUser} from '../../sandbox/second-user.ts'
import {boot, calls, needsMachine, startCall, until, type Machine} from '../machine.ts'

const unit = (service: string, more = '') => `[Unit]\nDescription=Of a test\n${more}[Service]\n${service}`
const sleeps = 'ExecStart=/bin/sh -c "echo I am up; exec sleep 1000"\n'

const units = {
  'jellyfin.service': unit(`${sleeps}ExecReload=/bin/sh -c "echo read again"\n`),
  'other.service': unit(sleeps),
  'bad.service': unit('ExecStart=/bin/sh -c "echo the port is taken >&2; exit 3"\n'),
  'falls.service': unit('ExecStart=/bin/sh -c "sleep 0.2; echo no database >&2; exit 4"\n'),
  'again.service': unit('ExecStart=/bin/sh -c "sleep 0.3; exit 4"\nRestart=always\nRestartSec=50ms\n'),
  'once.service': unit('Type=oneshot\nExecStart=/bin/sh -c "echo did it"\n'),
  'slow.service': unit('Type=oneshot\nExecStart=/bin/sleep 8\n'),
  'masked.service': '',
  'alias.service': unit(sleeps),
  'tick.timer': '[Timer]\nOnActiveSec=1h\nUnit=once.service\n',
  'door.socket': '[Socket]\nListenStream=/run/door\nService=once.service\n',
  'bytes.service': unit('Type=oneshot\nExecStart=/usr/bin/printf "a\\\\x1b[31mred\\\\n"\n'),
}

const story: Principal = {name: 'claude', roles: ['jellyfin'], evidence: 'key 1'}

const files = {
  'config/rbac_roles.json': {
    roles: {
      jellyfin: {
        permissions: [
          'mcp:read',
          'mcp:execute:service_restart',
          'health:check',
          'service:restart:jellyfin.service',
        ],
      },
      all: {permissions: ['mcp:read', 'mcp:execute', 'service:*', '!service:stop:other.service']},
    },
  },
  'config/config.json': {plugins: {service: {STEADY_SECONDS: 1}}},
}

needsMachine()('a machine that systemd runs', {timeout: 300_000}, () => {
  let machine: Machine
  let home: string
  const root = mkdtempSync(join(tmpdir(), 'parrot-service-'))
  const {uid, gid} = secondUser()

  beforeAll(async () => {
    machine = await boot(units)
    execFileSync('ln', ['-sf', '/dev/null', join(machine.folder, 'masked.service')])
    execFileSync('ln', ['-sf', 'other.service', join(machine.folder, 'alias.service')])
    machine.run(['systemctl', 'daemon-reload'])
    home = join(root, 'home')
    for (const [file, content] of Object.entries(files)) put(join(home, file), content)
  })
  afterAll(async () => {
    await machine.stop()
    rmSync(root, {recursive: true, force: true})
  })

  const did = (tool: string, unit: string, more = {}) => {
    const [result] = calls(machine, home, [{tool, values: {unit}, ...more}])
    if (result === undefined) throw new Error('nothing came back')
    return result
  }
  const state = (unit: string) =>
    machine.run(['systemctl', 'show', '--value', '--property=ActiveState', unit]).stdout.trim()
  const pid = (unit: string) =>
    machine.run(['systemctl', 'show', '--value', '--property=MainPID', unit]).stdout.trim()

  test('starts, stops, restarts and reloads a unit, and says what changed', () => {
    expect(did('service_start', 'jellyfin.service')).toMatchObject({
      outcome: 'ok',
      output: {changed: true, before: 'inactive (dead)', after: 'active (running)', lines: []},
    })
    expect(did('service_start', 'jellyfin.service')).toMatchObject({
      outcome: 'ok',
      output: {changed: false},
    })
    const first = pid('jellyfin.service')
    expect(did('service_reload', 'jellyfin.service')).toMatchObject({
      outcome: 'ok',
      output: {changed: true},
    })
    expect(pid('jellyfin.service')).toBe(first)
    expect(did('service_restart', 'jellyfin.service')).toMatchObject({
      outcome: 'ok',
      output: {changed: true},
    })
    expect(pid('jellyfin.service')).not.toBe(first)
    expect(did('service_stop', 'jellyfin.service')).toMatchObject({
      outcome: 'ok',
      output: {changed: true, after: 'inactive (dead)'},
    })
    expect(state('jellyfin.service')).toBe('inactive')
    expect(did('service_stop', 'jellyfin.service')).toMatchObject({outcome: 'ok', output: {changed: false}})
  })

  test('a timer, a socket and a oneshot', () => {
    expect(did('service_start', 'tick.timer')).toMatchObject({
      outcome: 'ok',
      output: {after: 'active (waiting)'},
    })
    expect(did('service_start', 'door.socket')).toMatchObject({output: {after: 'active (listening)'}})
    expect(did('service_restart', 'once.service')).toMatchObject({
      outcome: 'ok',
      output: {after: 'inactive (dead)'},
    })
  })

  test.each([
    ['bad.service', 'the port is taken'],
    ['falls.service', 'no database'],
  ])('%s does not come up: failed, with what it logged', (unit, said) => {
    const result = did('service_restart', unit)
    expect(result).toMatchObject({outcome: 'failed', problems: [{code: 'service_not_up'}]})
    expect(JSON.stringify((result.output as {lines: unknown}).lines)).toContain(said)
    expect(did('service_status', unit)).toMatchObject({
      outcome: 'findings',
      output: {units: [{active: 'failed', result: 'exit-code'}]},
    })
  })

  test('one that systemd starts again and again is not up', () => {
    expect(did('service_restart', 'again.service')).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'service_not_up'}],
    })
    machine.run(['systemctl', 'stop', 'again.service'])
  })

  test('whoever leaves is told that systemd goes on', async () => {
    const call = startCall(machine, home, {
      tool: 'service_start',
      values: {unit: 'slow.service'},
      leavesAfterMs: 4000,
    })
    await until(() => state('slow.service') === 'activating')
    expect(await call.ended).toMatchObject({outcome: 'cancelled', problems: [{code: 'service_left'}]})
    expect(state('slow.service')).toBe('activating')
    machine.run(['systemctl', 'stop', 'slow.service'])
  })

  test('what is not there, is masked, cannot reload, or goes by another name', () => {
    const code = (tool: string, unit: string) => did(tool, unit).problems.map(({code}) => code)
    expect(code('service_restart', 'nothing.service')).toEqual(['service_unknown'])
    const near = (unit: string, by?: Principal) =>
      did('service_restart', unit, by && {by}).problems.map(({code, params}) => [code, params['near']])
    expect(near('jelyfin.service')).toEqual([['service_unknown_near', 'jellyfin.service']])
    expect(near('jelyfin.service', story)).toEqual([
      ['denied_by_default_near', 'service:restart:jellyfin.service'],
    ])
    expect(near('othr.service', story)).toEqual([['denied_by_default', undefined]])
    expect(near('jelyfin.timer')).toEqual([['service_unknown', undefined]])
    expect(code('service_start', 'masked.service')).toEqual(['service_masked'])
    expect(code('service_reload', 'bad.service')).toEqual(['service_no_reload'])
    machine.run(['systemctl', 'start', 'other.service'])
    const by: Principal = {name: 'ann', roles: ['all'], evidence: 'uid 7'}
    expect(did('service_stop', 'other.service', {by})).toMatchObject({outcome: 'denied'})
    // systemctl itself would stop the other one.
    expect(did('service_stop', 'alias.service', {by})).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'service_alias'}],
    })
    expect(state('other.service')).toBe('active')
    machine.run(['systemctl', 'stop', 'alias.service'])
    expect(state('other.service')).toBe('inactive')
  })

  test('a dry run says what it would do, and does not', () => {
    expect(did('service_start', 'jellyfin.service', {dryRun: true})).toMatchObject({
      outcome: 'ok',
      output: {
        changed: false,
        would: ['/usr/bin/systemctl', '--no-ask-password', 'start', '--', 'jellyfin.service'],
      },
    })
    expect(state('jellyfin.service')).toBe('inactive')
  })

  test('logs are lines with their times; a terminal’s own signs stay text', () => {
    did('service_start', 'bytes.service')
    const [logs, last, none] = calls(machine, home, [
      {tool: 'service_logs', values: {unit: 'bytes.service'}},
      {tool: 'service_logs', values: {unit: 'bytes.service', lines: 1, since: '1h', priority: 'info'}},
      {tool: 'service_logs', values: {unit: 'other.service', priority: 'emerg'}},
    ])
    const {lines} = (logs?.output ?? {lines: []}) as {lines: {at: string; text: string; by: string}[]}
    expect(lines.map(({text}) => text)).toContain('a\u001b[31mred')
    expect(lines.every(({at}) => Math.abs(Date.parse(at) - Date.now()) < 600_000)).toBe(true)
    expect(last).toMatchObject({output: {lines: [{by: expect.any(String)}]}})
    expect(none).toMatchObject({outcome: 'ok', problems: [{code: 'service_no_lines'}], output: {lines: []}})
  })

  test('the story: an agent that may restart Jellyfin restarts Jellyfin and does nothing else', () => {
    machine.run(['systemctl', 'start', 'jellyfin.service', 'other.service'])
    const [jellyfin, other] = [pid('jellyfin.service'), pid('other.service')]
    const asAgent = (tool: string, values: Record<string, unknown>) => ({
      tool,
      values,
      by: story,
      door: 'mcp' as const,
    })
    const ends = calls(machine, home, [
      asAgent('service_restart', {unit: 'jellyfin.service'}),
      asAgent('service_restart', {unit: 'other.service'}),
      asAgent('service_restart', {unit: 'jellyfin.service;reboot'}),
      asAgent('service_restart', {unit: 'jellyfin.service other.service'}),
      asAgent('service_restart', {unit: ['jellyfin.service', 'other.service']}),
      asAgent('service_restart', {unit: '--now'}),
      asAgent('service_restart', {unit: '-jellyfin.service'}),
      asAgent('service_restart', {unit: 'jellyfin'}),
      asAgent('service_restart', {unit: 'jellyfin.service\n'}),
      asAgent('service_restart', {unit: '*.service'}),
      asAgent('service_restart', {unit: 'jellyfin.service', now: true}),
      asAgent('service_stop', {unit: 'jellyfin.service'}),
      asAgent('service_status', {unit: 'jellyfin.service'}),
      asAgent('service_logs', {unit: 'jellyfin.service'}),
      asAgent('service_grant', {unit: ['jellyfin.service'], for: 'root'}),
      asAgent('system_update_apply', {current: true}),
      asAgent('user_grant', {user: 'claude', role: 'admin'}),
    ])
    expect(ends.map(({outcome}) => outcome)).toEqual([
      'ok',
      'denied',
      ...Array.from({length: 9}, () => 'invalid_input'),
      ...Array.from({length: 5}, () => 'unknown'),
      'denied',
    ])
    expect(pid('jellyfin.service')).not.toBe(jellyfin)
    expect(pid('other.service')).toBe(other)
  })

  /** A home of the other user's, and what a Parrot of theirs says of a verb and a unit. */
  const theirsWith = (settings: object, who = {uid, gid}) => {
    const theirs = mkdtempSync(join(tmpdir(), 'parrot-theirs-'))
    onTestFinished(() => rmSync(theirs, {recursive: true, force: true}))
    put(join(theirs, 'config/config.json'), {plugins: {service: {STEADY_SECONDS: 0, ...settings}}})
    put(join(theirs, 'state/.here'), '')
    execFileSync('chown', ['-R', `${who.uid}:${who.gid}`, theirs])
    return (verb: string, unit: string) =>
      calls(machine, theirs, [{tool: `service_${verb}`, values: {unit}}], who.uid)[0]
  }
  const grant = (values: object) => {
    const asked = {
      tool: 'service_grant',
      values: {unit: ['jellyfin.service'], for: 'parrot-test', ...values},
    }
    return calls(machine, home, [asked])[0]?.output as string
  }

  test.each([
    ['polkit', '/etc/polkit-1/rules.d/49-parrot-parrot-test.rules', '644'],
    ['sudo', '/etc/sudoers.d/parrot-parrot-test', '440'],
  ])('another user needs what grant prints for %s, and it allows just that', (how, file, mode) => {
    machine.run(['systemctl', 'start', 'jellyfin.service', 'other.service'])
    const their = theirsWith({PRIVILEGE: how})
    const refused = {
      outcome: 'failed',
      problems: [{code: 'service_not_permitted'}, {code: 'service_journal'}],
    }
    expect(their('restart', 'jellyfin.service')).toMatchObject(refused)
    const rule = grant({with: how})
    expect(rule).toContain(file)
    writeFileSync(join(machine.folder, 'rule'), rule)
    machine.run(['install', '-m', mode, join(machine.folder, 'rule'), file])
    onTestFinished(() => void machine.run(['rm', file]))
    if (how === 'sudo') expect(machine.run(['visudo', '-c']).stderr).toBe('')
    else machine.run(['systemctl', 'restart', 'polkit.service'])
    const [jellyfin, other] = [pid('jellyfin.service'), pid('other.service')]
    expect(their('restart', 'jellyfin.service')).toMatchObject({outcome: 'ok', output: {changed: true}})
    expect(their('restart', 'other.service')).toMatchObject(refused)
    expect(their('stop', 'jellyfin.service')).toMatchObject(refused)
    expect(pid('jellyfin.service')).not.toBe(jellyfin)
    expect(pid('other.service')).toBe(other)
  })

  test('nor is nothing all that was logged for who has a journal of their own, and may read no other', () => {
    const person = {uid: 4242, gid: 4242}
    const known = 'cp /etc/passwd /run/passwd; echo person:x:4242:4242::/:/bin/sh >> /run/passwd'
    machine.run(['sh', '-c', `${known}; mount --bind /run/passwd /etc/passwd`])
    onTestFinished(() => void machine.run(['umount', '/etc/passwd']))
    machine.run(['mkdir', '/var/log/journal'])
    machine.run(['journalctl', '--flush'])
    expect(machine.run(['systemd-cat', 'echo', 'of their own'], {uid: person.uid}).status).toBe(0)
    machine.run(['journalctl', '--sync'])
    const own = machine.run(['journalctl', '--quiet', '--output=cat'], {uid: person.uid})
    expect(own).toMatchObject({status: 0, stdout: 'of their own\n'})
    expect(theirsWith({}, person)('logs', 'jellyfin.service')).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'service_journal'}],
    })
    expect(did('service_logs', 'masked.service')).toMatchObject({
      outcome: 'ok',
      problems: [{code: 'service_no_lines'}],
    })
  })

  test('who may not read the journal is told so, and a status comes all the same', () => {
    const their = theirsWith({})
    expect(their('logs', 'jellyfin.service')).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'service_journal'}],
    })
    expect(their('status', 'jellyfin.service')).toMatchObject({
      outcome: 'ok',
      problems: [],
      output: {units: [{unit: 'jellyfin.service', active: 'active', type: 'simple'}]},
    })
  })
})

test('where systemd does not run the machine it says so', async () => {
  const home = newHome()
  for (const tool of ['service_status', 'service_restart', 'service_logs']) {
    const result = await ask(home, tool, {unit: 'jellyfin.service'})
    expect(result).toMatchObject({outcome: 'failed', problems: [{code: 'service_no_systemd'}]})
  }
})
