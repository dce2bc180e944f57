import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {put} from '../../home.ts'
import {needs} from '../../needs.ts'
import {emptyHome} from '../../terminal/fixtures.ts'
import {bin, environment, parrot, startParrot} from '../../terminal/program.ts'
import {eras, resultOf} from '../client.ts'
import {ended} from '../ended.ts'
import {homeWith, readOnly} from '../homes.ts'
import {lives, post, serverOf, SocketClient} from './server.ts'

const mode = (file: string) => statSync(file).mode & 0o777

function eventsOf(home: string, type: string): {payload: Record<string, unknown>}[] {
  const {stdout} = parrot(home, ['events', 'list', '--type', type, '--json'])
  const lines = stdout.trim().split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as {payload: Record<string, unknown>})
}

const outcomesOf = (home: string, plugin: string, type = 'CALL_FINISHED') =>
  eventsOf(home, type).flatMap(({payload}) =>
    payload['plugin'] === plugin ? (payload['outcome'] ?? '') : [],
  )

test('start returns when it answers, a second says who runs; closed to others; stop leaves nothing', async () => {
  const home = emptyHome()
  const server = serverOf(home)
  expect(server.command('status')).toMatchObject({status: 3, output: {state: 'stopped', findings: true}})
  expect(server.start().output).toMatchObject({changed: true})
  const pid = server.pid()
  for (const era of eras) {
    const client = await new SocketClient(server.socket, era).open()
    expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({roles: ['agent']})
  }
  expect((await post(server.http, 'tools/list')).status).toBe(200)
  const again = server.command('start')
  expect(again).toMatchObject({status: 0, output: {changed: false, pid}, problems: [{code: 'server_runs'}]})
  expect(server.command('start', '--foreground')).toMatchObject({
    status: 1,
    problems: [{code: 'server_runs'}],
  })
  expect(server.status()).toMatchObject({
    state: 'running',
    pid,
    identity: 'peer',
    unit: false,
    transports: [
      {name: 'socket', connections: 2},
      {name: 'http-socket', address: server.http},
    ],
    sessions: 3,
    calls: {running: 0, total: 2},
    lastReload: null,
  })
  expect([mode(server.run), mode(join(server.run, 'mcp.pid'))]).toEqual([0o700, 0o600])
  for (const name of ['mcp.sock', 'http.sock', 'control.sock'])
    expect(mode(join(server.run, name))).toBe(0o600)
  expect(server.command('stop')).toMatchObject({status: 0, output: {changed: true, state: 'stopped', pid}})
  expect(lives(pid)).toBe(false)
  expect(readdirSync(server.run).filter((name) => !name.endsWith('.guard'))).toEqual([])
  expect(server.command('stop')).toMatchObject({status: 0, output: {changed: false}})
  const about = {pid, who: expect.any(String) as unknown}
  expect(eventsOf(home, 'SERVER_STARTED')).toMatchObject([{payload: about}])
  expect(eventsOf(home, 'SERVER_STOPPED')).toMatchObject([{payload: {...about, calls: 2, cancelled: 0}}])
  expect(server.command('logs').output['lines']).toContainEqual({
    text: expect.stringMatching(
      /^\[\d{4}-.*\] \[INFO\] \[msgid:[\w-]{36}\] server: It ended after 2 calls, 0 of them cancelled\.$/,
    ) as unknown,
  })
})

test('who may not, may not: not over MCP, and not by a role that has no right to it', async () => {
  const home = emptyHome()
  const server = serverOf(home)
  server.start()
  const key = parrot(home, ['key', 'create', 'boss', '--role', 'admin', '--json']).stdout
  const client = new SocketClient(server.socket)
  await client.open((JSON.parse(key) as {output: {key: string}}).output.key)
  for (const tool of ['server_stop', 'server_start', 'server_restart', 'server_install', 'server_uninstall'])
    expect(resultOf(await client.call(tool)), tool).toMatchObject({
      isError: true,
      _meta: {'parrot/outcome': 'denied'},
    })
  const {result} = await client.request('tools/list')
  const {tools} = result as unknown as {readonly tools: readonly {readonly name: string}[]}
  expect(tools.map(({name}) => name).filter((name) => /^(?:server|setup_cron)/.test(name))).toEqual([
    'server_logs',
    'server_reload',
    'server_status',
    'setup_cron_diff',
    'setup_cron_list',
    'setup_cron_status',
  ])
  expect(resultOf(await client.call('server_status')).structuredContent).toMatchObject({state: 'running'})
  server.command('stop')
  put(join(home, 'config/rbac_users.json'), {users: {bob: {roles: ['viewer'], uid: process.getuid?.()}}})
  const {status} = parrot(home, ['server', 'start'])
  expect(status).toBe(127)
  rmSync(join(home, 'config/rbac_users.json'))
})

test('many starts at once are one server, and all say which', async () => {
  const home = emptyHome()
  const server = serverOf(home)
  const starts = Array.from({length: 4}, () => startParrot(home, ['server', 'start', '--json']))
  const said = await Promise.all(
    starts.map(async (child) => {
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
      await once(child, 'close')
      return (JSON.parse(text) as {output: {pid: number; changed: boolean}}).output
    }),
  )
  expect(new Set(said.map(({pid}) => pid))).toEqual(new Set([server.pid()]))
  expect(said.filter(({changed}) => changed)).toHaveLength(1)
  expect(eventsOf(home, 'SERVER_STARTED')).toHaveLength(1)
})

test('what a killed server left stops nobody: not its PID file, not its sockets, not the PID of another', async () => {
  const home = emptyHome()
  const server = serverOf(home)
  server.start()
  const dead = await server.kill('SIGKILL')
  expect(existsSync(server.socket)).toBe(true)
  expect(server.command('status')).toMatchObject({status: 3, output: {state: 'dead', pid: dead}})
  // As if the number had been given to another process since.
  writeFileSync(join(server.run, 'mcp.pid'), `${process.pid}\n`)
  expect(server.command('stop')).toMatchObject({status: 0, output: {changed: false}})
  expect(server.start().output).toMatchObject({changed: true})
  expect(lives(server.pid())).toBe(true)
  expect(eventsOf(home, 'CALL_FINISHED').map(({payload}) => payload['outcome'])).toContain('unknown_outcome')
  expect(parrot(home, ['audit', 'verify']).status).toBe(0)
})

test('a place that others could come to, or that somebody else answers at, is not served in', async () => {
  const home = emptyHome()
  const server = serverOf(home)
  mkdirSync(server.run, {recursive: true, mode: 0o700})
  const tried = () => {
    const {status, problems} = server.command('start', '--foreground')
    return [status, problems.map(({code}) => code)]
  }
  chmodSync(server.run, 0o750)
  expect(tried()).toEqual([1, ['server_folder']])
  renameSync(server.run, `${server.run}.real`)
  chmodSync(`${server.run}.real`, 0o700)
  symlinkSync(`${server.run}.real`, server.run)
  expect(tried()).toEqual([1, ['server_folder']])
  rmSync(server.run)
  renameSync(`${server.run}.real`, server.run)
  writeFileSync(server.http, '')
  expect(tried()).toEqual([1, ['server_in_the_way']])
  rmSync(server.http)
  const other = createServer().listen(server.socket)
  await once(other, 'listening')
  expect(tried()).toEqual([1, ['server_taken']])
  expect(lstatSync(server.socket).isSocket()).toBe(true)
  other.close()
  await once(other, 'close')
  const failed = server.command('start')
  expect(failed).toMatchObject({status: 0, output: {changed: true}})
})

test('a long path says so, and a start that fails says what the server said', () => {
  const home = mkdtempSync(join(tmpdir(), 'parrot-long-'))
  onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 10}))
  const long = join(home, 'x'.repeat(90))
  mkdirSync(long)
  const {status, stdout} = parrot(long, ['server', 'start', '--json'])
  expect(status).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [{code: 'server_not_up'}],
    output: {
      lines: expect.arrayContaining([{text: expect.stringContaining('107 bytes') as unknown}]) as unknown,
    },
  })
})

test('SIGHUP and reload read anew, and what is other then is recorded; a server that hangs is told from one that is gone', async () => {
  const home = emptyHome()
  // It follows nothing of the configuration by itself, so that what it takes it took because it was told to.
  const config = (more = {}) => put(join(home, 'config/config.json'), {reload: {watch: false}, ...more})
  config()
  const server = serverOf(home)
  server.start()
  await server.kill('SIGHUP')
  await expect.poll(() => server.status()['lastReload'], {timeout: 20_000}).toMatch(/^\d{4}-/)
  config({limits: {pids: 98}})
  expect(server.command('reload').output).toMatchObject({changed: true, findings: false})
  expect(server.command('reload').output).toMatchObject({changed: false})
  expect(eventsOf(home, 'CONFIG_RELOADED').length).toBe(1)
  config({limits: {pids: 99}})
  expect(server.own('config', 'reload', '--module', 'rbac')).toMatchObject({output: {changed: []}})
  expect(server.own('reload_config')).toMatchObject({status: 0, output: {changed: ['limits.pids']}})
  config({limits: {pids: 'many'}})
  await server.kill('SIGHUP')
  const why = expect.stringContaining('limits.pids') as string
  await expect.poll(() => server.status()['refused'], {timeout: 20_000}).toEqual([why])
  expect(server.status()['rows']).toContainEqual({what: 'refused', is: why})
  config({limits: {pids: 99}})
  expect(server.command('reload')).toMatchObject({status: 0})
  expect(server.status()).toMatchObject({refused: [], reloads: {taken: 3, refused: 1}})
  await server.kill('SIGSTOP')
  expect(server.command('status')).toMatchObject({status: 3, output: {state: 'silent', pid: server.pid()}})
  const pid = server.pid()
  expect(server.command('stop', '--now')).toMatchObject({status: 0, output: {pid}})
  expect(lives(pid)).toBe(false)
  expect(server.command('reload')).toMatchObject({status: 1, problems: [{code: 'server_stopped'}]})
})

needs('bwrap', 'apt-get install bubblewrap')('while plugins run', () => {
  test('SIGTERM lets them finish and takes no new calls meanwhile; restart makes another process', async () => {
    const home = homeWith(readOnly('waits', 'sleep 8; echo done'))
    const server = serverOf(home)
    server.start()
    const first = server.pid()
    const client = await new SocketClient(server.socket).open()
    const running = client.ask('tools/call', {name: 'waits', arguments: {}})
    await expect.poll(() => outcomesOf(home, 'waits', 'CALL_DECIDED').length, {timeout: 20_000}).toBe(1)
    await server.kill('SIGTERM')
    const refusal = async () => (await client.call('whoami')).error?.message
    await expect.poll(refusal, {timeout: 6000}).toMatch(/ending/)
    expect(resultOf(await client.answerTo(running)).content[0]?.text).toBe('done\n')
    await client.ended()
    server.start()
    const second = server.pid()
    expect(server.command('restart')).toMatchObject({status: 0, output: {changed: true}})
    expect(new Set([first, second, server.pid()]).size).toBe(3)
    expect(lives(second)).toBe(false)
    expect(outcomesOf(home, 'waits')).toEqual(['ok'])
  })

  test('SIGTERM cancels at the deadline what does not end, and records it', async () => {
    const home = homeWith(readOnly('forever', 'sleep 1000 & wait'))
    put(join(home, 'config/config.json'), {plugins: {server: {DRAIN_SECONDS: 1}}})
    const server = serverOf(home)
    const child = spawn(process.execPath, [bin, 'server', 'start', '--foreground'], {
      env: environment(home),
      cwd: home,
    })
    onTestFinished(() => ended(child))
    await expect.poll(() => server.command('status').status, {timeout: 20_000}).toBe(0)
    const client = await new SocketClient(server.socket).open()
    client.ask('tools/call', {name: 'forever', arguments: {}})
    await expect.poll(() => server.status()['calls'], {timeout: 20_000}).toMatchObject({running: 1})
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    await client.ended()
    expect(outcomesOf(home, 'forever')).toEqual(['cancelled'])
    expect(eventsOf(home, 'SERVER_STOPPED')).toMatchObject([{payload: {cancelled: 1}}])
  })

  test('kill -9 under load: clients get an end, nothing of it lives on, the journal verifies, a start works', async () => {
    const home = homeWith(readOnly('forever', 'sleep 987 & wait'))
    const server = serverOf(home)
    server.start()
    const clients = await Promise.all(Array.from({length: 6}, () => new SocketClient(server.socket).open()))
    const asked = clients.flatMap((client) => [
      client.call('forever').catch(() => 'ended'),
      ...Array.from({length: 30}, () => client.call('whoami').catch(() => 'ended')),
    ])
    const byHttp = post(server.http, 'tools/call', {name: 'forever', arguments: {}}).catch(() => 'ended')
    await expect
      .poll(() => (server.status()['calls'] as {running: number}).running, {timeout: 20_000})
      .toBeGreaterThanOrEqual(7)
    await server.kill('SIGKILL')
    const answers = await Promise.all(asked)
    expect(answers.filter((answer) => answer === 'ended').length).toBeGreaterThanOrEqual(6)
    expect(await byHttp).toBe('ended')
    server.start()
    expect(parrot(home, ['audit', 'verify']).status).toBe(0)
    expect(outcomesOf(home, 'forever')).toEqual(Array.from({length: 7}, () => 'unknown_outcome'))
    const client = await new SocketClient(server.socket).open()
    expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({name: 'agent'})
  })
})
