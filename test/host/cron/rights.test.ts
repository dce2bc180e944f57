import {once} from 'node:events'
import {existsSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import type {Door} from '../../../src/host/request.ts'
import {needs} from '../../needs.ts'
import {newHome, put} from '../../home.ts'
import {enabledPlugin} from '../../terminal/fixtures.ts'
import {parrot, startParrot} from '../../terminal/program.ts'

const uid = process.getuid?.() ?? -1

/** An entry as setup_cron writes it; the crontab of whoever runs this test is not touched. */
function schedule(home: string, ...entries: readonly Readonly<Record<string, unknown>>[]) {
  const usual = {
    id: 'nightly',
    tool: 'hello',
    input: {},
    at: 'hourly',
    role: 'worker',
    author: {name: 'ada', uid},
    created: new Date().toISOString(),
    missed: 'skip',
    timer: 'cron',
    since: new Date().toISOString(),
  }
  const given = entries.length === 0 ? [{}] : entries
  put(join(home, 'state/schedule.json'), {version: 1, entries: given.map((more) => ({...usual, ...more}))})
}

const roles = (permissions: Readonly<Record<string, readonly string[]>>) => ({
  roles: Object.fromEntries(Object.entries(permissions).map(([name, list]) => [name, {permissions: list}])),
})

function run(home: string, id = 'nightly') {
  const {status, stdout} = parrot(home, ['cron', 'run', id, '--json'])
  return {status, ...(JSON.parse(stdout) as {outcome: string; problems: {code: string; message: string}[]})}
}

function events(home: string, type: string): Record<string, unknown>[] {
  const {stdout} = parrot(home, ['events', 'list', '--type', type, '--json'])
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => (JSON.parse(line) as {payload: Record<string, unknown>}).payload)
}

function home(
  permissions: Readonly<Record<string, readonly string[]>>,
  author: readonly string[] = ['admin'],
): string {
  const {home} = newHome({
    'config/rbac_roles.json': roles(permissions),
    'config/rbac_users.json': {users: {ada: {roles: author, uid}}},
  })
  return home
}

needs('bwrap', 'apt-get install bubblewrap')('an entry', () => {
  test('runs as itself, on behalf of its author, through the door of the clock', () => {
    const place = home({worker: ['logs:write']})
    schedule(place)
    expect(run(place)).toMatchObject({status: 0, outcome: 'ok'})
    const asked = events(place, 'CALL_REQUESTED').find(({tool}) => tool === 'hello')
    expect(asked).toMatchObject({who: 'entry nightly', owner: 'ada', door: 'clock', roles: ['worker']})
  })

  test('does not run when its role has lost the right, and that is a missed run', () => {
    const place = home({worker: ['logs:write']})
    schedule(place)
    expect(run(place).outcome).toBe('ok')
    put(join(place, 'config/rbac_roles.json'), roles({worker: ['plugin:see:hello']}))
    expect(run(place)).toMatchObject({status: 77, outcome: 'denied'})
    put(join(place, 'config/rbac_roles.json'), roles({worker: []}))
    expect(run(place)).toMatchObject({status: 127, outcome: 'unknown'})
    expect(events(place, 'SCHEDULE_MISSED').map(({because}) => because)).toEqual(['denied', 'unknown'])
  })

  test('does no more than its author may do now', () => {
    const place = home({worker: ['logs:write'], boss: ['*'], reader: ['plugin:see:hello']}, ['boss'])
    schedule(place)
    expect(run(place).outcome).toBe('ok')
    put(join(place, 'config/rbac_users.json'), {
      users: {ada: {roles: ['reader'], uid}, eve: {roles: ['boss']}},
    })
    const {outcome, problems} = run(place)
    expect(outcome).toBe('denied')
    expect(problems[0]).toMatchObject({code: 'denied_owner'})
    put(join(place, 'config/rbac_users.json'), {users: {ada: {roles: ['boss'], uid}}})
    expect(run(place).outcome).toBe('ok')
  })

  test('each step of a workflow is held against the author too', () => {
    const place = home({worker: ['steps:execute'], boss: ['*', 'steps:execute']}, ['boss'])
    const steps = {entrypoint: {workflow: [{call: 'hello'}]}, permissions: ['steps:execute']}
    enabledPlugin(place, {name: 'steps', ...steps})
    schedule(place, {tool: 'steps'})
    expect(run(place)).toMatchObject({outcome: 'ok'})
    put(join(place, 'config/rbac_roles.json'), roles({worker: ['steps:execute'], boss: ['*', '!logs:write']}))
    expect(run(place)).toMatchObject({outcome: 'denied'})
    expect(events(place, 'CALL_DECIDED').at(-1)).toMatchObject({tool: 'hello', effect: 'deny'})
  })

  test('that waits for its turn runs by the rights that it has then', async () => {
    const place = home({worker: ['test:run']})
    const waiting =
      '[ "$PARROT_INPUT_LAST" = true ] && exit 0; touch /data/held; until [ -e /data/go ]; do sleep 0.1; done'
    const input = {type: 'object', properties: {last: {type: 'boolean'}}}
    enabledPlugin(place, {name: 'slow', lock: 'one', input}, waiting)
    const at = (name: string) => join(place, 'data/plugin-data/slow', name)
    for (const taken of [false, true]) {
      rmSync(at('held'), {force: true})
      rmSync(at('go'), {force: true})
      schedule(place, {tool: 'slow', input: {last: true}}, {id: 'first', tool: 'slow'})
      const ended = once(startParrot(place, ['cron', 'run', 'first']), 'exit')
      await expect.poll(() => existsSync(at('held'))).toBe(true)
      const second = startParrot(place, ['cron', 'run', 'nightly', '--json'])
      const told = once(second.stdout, 'data')
      const decided = () => events(place, 'CALL_DECIDED').filter(({who}) => who === 'entry nightly').length
      await expect.poll(decided, {timeout: 20_000}).toBe(taken ? 2 : 1)
      // What is left before it waits is a look at its files.
      await delay(1500)
      if (taken) put(join(place, 'config/rbac_roles.json'), roles({worker: ['plugin:see:slow']}))
      writeFileSync(at('go'), '')
      expect(JSON.parse(String((await told)[0]))).toMatchObject({outcome: taken ? 'denied' : 'ok'})
      await ended
    }
    expect(events(place, 'CALL_DECIDED').at(-1)).toMatchObject({tool: 'slow', effect: 'deny'})
  })

  test('takes no step of a workflow by a right that was taken away meanwhile', async () => {
    const place = home({worker: ['steps:execute'], boss: ['*']}, ['boss'])
    enabledPlugin(place, {name: 'slow'}, 'touch /data/held; until [ -e /data/go ]; do sleep 0.1; done')
    const steps = {entrypoint: {workflow: [{call: 'slow'}, {call: 'hello'}]}, permissions: ['steps:execute']}
    enabledPlugin(place, {name: 'steps', ...steps})
    schedule(place, {tool: 'steps'})
    const at = (name: string) => join(place, 'data/plugin-data/slow', name)
    const run = startParrot(place, ['cron', 'run', 'nightly', '--json'])
    await expect.poll(() => existsSync(at('held'))).toBe(true)
    put(join(place, 'config/rbac_roles.json'), roles({worker: ['steps:execute'], boss: ['*', '!logs:write']}))
    writeFileSync(at('go'), '')
    const [text] = (await once(run.stdout, 'data')) as [Buffer]
    expect(JSON.parse(String(text))).toMatchObject({outcome: 'denied'})
    expect(events(place, 'CALL_DECIDED').at(-1)).toMatchObject({tool: 'hello', effect: 'deny'})
  })

  test('whose process was killed is a missed run at the next start', async () => {
    const place = home({worker: ['test:run']})
    enabledPlugin(place, {name: 'slow'}, '[ -e /data/once ] || { touch /data/once; sleep 60; }')
    schedule(place, {tool: 'slow'})
    const child = startParrot(place, ['cron', 'run', 'nightly'])
    await expect.poll(() => existsSync(join(place, 'data/plugin-data/slow/once'))).toBe(true)
    expect(run(place)).toMatchObject({status: 69, outcome: 'rate_limited'})
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(run(place)).toMatchObject({outcome: 'ok'})
    expect(events(place, 'SCHEDULE_MISSED').map(({because}) => because)).toEqual(['still_running', 'died'])
  })

  test('a project’s file in the folder that cron starts it in is not heard', () => {
    const place = home({worker: ['logs:write']})
    schedule(place)
    put(join(place, '.parrotrc.json'), {plugins: {hello: {HELLO_MESSAGE: 'from the project'}}})
    expect(parrot(place, ['cron', 'run', 'nightly', '--json']).stdout).toContain('Hello, World!')
  })
})

test.each(['mcp', 'clock'] as const)(
  'nobody changes the schedule through the door %s, whatever their role',
  async (door: Door) => {
    const parrot = await openParrot(newHome())
    onTestFinished(() => parrot.close())
    const call = (tool: string) =>
      parrot.call({
        tool,
        by: {name: 'key', roles: ['admin'], evidence: 'key 1'},
        door,
        input: async () => ({values: tool.endsWith('add') ? {tool: 'hello', at: 'daily'} : {}}),
        dryRun: true,
        unsandboxed: false,
        signal: new AbortController().signal,
        watch: {},
      })
    for (const tool of ['setup_cron', 'setup_cron_add', 'setup_cron_sync', 'setup_cron_uninstall']) {
      expect(await call(tool)).toMatchObject({outcome: 'denied', problems: [{code: 'schedule_terminal'}]})
    }
  },
)

test('the role agent never changes it, also where it may ask for anything else', () => {
  const {home} = newHome()
  const {status, stdout} = parrot(home, ['can', 'agent', 'setup_cron_add'])
  expect({status, stdout}).toEqual({status: 77, stdout: expect.stringContaining('!cron:edit')})
})

test('a secret is not kept in the schedule, and the setting that it could be is named', () => {
  const {home} = newHome()
  const input = {type: 'object', properties: {pin: {type: 'string', writeOnly: true}}}
  enabledPlugin(home, {name: 'teller', input})
  const words = ['setup_cron', 'add', 'teller', '--at', 'daily', '--input', '{"pin": "4711"}']
  expect(parrot(home, words)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('parrot plugin config teller set KEY'),
  })
})

const warden = {
  name: 'warden',
  permissions: ['warden:look'],
  output: {
    type: 'object',
    required: ['findings', 'doors'],
    properties: {
      findings: {type: 'boolean'},
      doors: {type: 'array', items: {type: 'object'}},
    },
    'x-table': {rows: 'doors', columns: [{key: 'name'}, {key: 'state'}]},
  },
}

test('what a run found is said as the command itself says it, and as JSON where that was asked for', () => {
  const place = home({worker: ['warden:look']})
  enabledPlugin(place, warden, `echo '{"findings": true, "doors": [{"name": "cellar", "state": "open"}]}'`)
  schedule(place, {id: 'nightly', tool: 'warden'})
  const own = parrot(place, ['warden'])
  expect([own.status, own.stdout]).toEqual([3, expect.stringContaining('cellar')])
  expect(parrot(place, ['cron', 'run', 'nightly'])).toMatchObject({status: 3, stdout: own.stdout})
  expect(own.stdout).not.toContain('{')
  expect(run(place)).toMatchObject({outcome: 'findings', output: {doors: [{name: 'cellar'}]}})
})
