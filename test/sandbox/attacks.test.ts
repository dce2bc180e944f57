import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer, type AddressInfo, type Server} from 'node:net'
import {networkInterfaces} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {carrying, endAll} from './machine.ts'
import {describeForUsers, expectStopped} from './runs.ts'

describeForUsers('what a plugin tries', (place, who) => {
  test('reading a private file of the user that Parrot runs as', async () => {
    const path = join(place.make('private'), 'key')
    writeFileSync(path, 'secret')
    const env = {PARROT_INPUT_PATH: path}
    expect((await place.openly('reads_file', env)).stdout).toBe('secret')
    expectStopped(await place.run(place.job('reads_file', {env})))
  })

  test('reading what another user left open to everybody', async () => {
    const env = {PARROT_INPUT_PATH: '/etc/passwd'}
    const {stdout} = await place.openly('reads_file', env)
    expect(stdout).toContain('daemon:')
    const inside = await place.run(place.job('reads_file', {env}))
    expect(inside.stdout).not.toContain('daemon:')
    expect(inside.stdout).toContain(who === 'root' ? 'parrot:' : `parrot:x:${place.owner.uid}`)
  })

  test('writing outside its own folders', async () => {
    const folder = place.make('outside')
    const env = {PARROT_INPUT_PATH: join(folder, 'file')}
    expect((await place.openly('writes_file', env)).stdout).toBe('done\n')
    expectStopped(
      await place.run(place.job('writes_file', {env: {PARROT_INPUT_PATH: join(folder, 'other')}})),
    )
    expect(existsSync(join(folder, 'other'))).toBe(false)
  })

  test('writing its own program, or the system', async () => {
    const copy = await place.openly('writes_file', {PARROT_INPUT_PATH: join(place.folder, 'control')})
    expect(copy.stdout).toBe('done\n')
    for (const path of ['/plugin/extra', '/usr/extra', '/etc/extra', '/extra', '/proc/extra', '/dev/extra']) {
      expectStopped(await place.run(place.job('writes_file', {env: {PARROT_INPUT_PATH: path}})))
    }
  })

  test('connecting to a port of this machine, by its loopback and by its other address', async () => {
    for (const host of ['127.0.0.1', outerAddress()]) {
      const server = createServer((socket) => socket.destroy())
      const port = await listening(server, {host})
      const env = {PARROT_INPUT_HOST: host, PARROT_INPUT_PORT: String(port)}
      expect((await place.openly('opens_tcp', env)).stdout).toBe('connected\n')
      expectStopped(await place.run(place.job('opens_tcp', {env})))
      server.close()
    }
  })

  test("talking to a socket such as docker's, also in a folder that it may read", async () => {
    const folder = place.make('sockets')
    const path = join(folder, 'docker.sock')
    const server = createServer((socket) => socket.end('at your service'))
    await listening(server, {path})
    chmodSync(path, 0o666)
    const env = {PARROT_INPUT_PATH: path}
    expect((await place.openly('connects_to_socket', env)).stdout).toBe('at your service\n')
    expectStopped(await place.run(place.job('connects_to_socket', {env})))
    const granted = await place.run(place.job('connects_to_socket', {env, grants: {read: [folder]}}))
    expectStopped(granted)
    expect(granted.stderr).toContain('EAFNOSUPPORT')
    server.close()
  })

  test('reading the environment of the host', async () => {
    const {stdout} = await place.openly('reads_env', {SECRET_OF_HOST: 'yes'})
    expect(stdout).toContain('SECRET_OF_HOST=yes')
    process.env['SECRET_OF_HOST'] = 'yes'
    const inside = await place.run(place.job('reads_env', {env: {OWN: 'mine', PARROT_PLUGIN: 'x'}}))
    delete process.env['SECRET_OF_HOST']
    expect(inside.stdout.split('\0').filter(Boolean).sort()).toEqual([
      'HOME=/data',
      'LANG=C.UTF-8',
      'OWN=mine',
      'PARROT_PLUGIN=x',
      'PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
      'TMPDIR=/tmp',
    ])
  })

  test('reading the environment of a process, and killing it', async () => {
    const victim = spawn('sleep', ['1000'], {env: {SECRET_OF_PROCESS: 'yes'}, ...place.owner})
    const env = {PARROT_INPUT_PID: String(victim.pid)}
    expect((await place.openly('reads_process', env)).stdout).toContain('SECRET_OF_PROCESS=yes')
    expectStopped(await place.run(place.job('reads_process', {env})))
    expectStopped(await place.run(place.job('kills_process', {env})))
    expect(victim.exitCode ?? victim.signalCode).toBeNull()
    const gone = once(victim, 'exit')
    expect((await place.openly('kills_process', env)).stdout).toBe('killed\n')
    await gone
  })

  test('leaving a daemon behind', async () => {
    const marker = `leaves-${Math.random()}`
    const openly = await place.openly('leaves_daemon', {PARROT_CALL_ID: marker})
    expect(openly.stdout).toBe('left\n')
    expect(carrying(marker).length).toBeGreaterThan(0)
    endAll(marker)

    const job = place.job('leaves_daemon')
    const inside = await place.run({...job, env: {PARROT_CALL_ID: job.call}})
    expect(inside).toMatchObject({level: 'enforced', code: 0, stdout: 'left\n'})
    expect(carrying(job.call)).toEqual([])
  })

  test('following a link out of its own folder', async () => {
    const secret = join(place.make('elsewhere'), 'key')
    writeFileSync(secret, 'secret')
    const data = place.make('links')
    symlinkSync(secret, join(data, 'link'))
    expect((await place.openly('reads_file', {PARROT_INPUT_PATH: join(data, 'link')})).stdout).toBe('secret')
    const through = await place.run(place.job('reads_file', {data, env: {PARROT_INPUT_PATH: '/data/link'}}))
    expectStopped(through)
    symlinkSync(secret, join(data, 'out'))
    const written = await place.run(place.job('writes_file', {data, env: {PARROT_INPUT_PATH: '/data/out'}}))
    expectStopped(written)
    expect(readFileSync(secret, 'utf8')).toBe('secret')
  })

  test('writing to the terminal rather than to the reader: it is data here', async () => {
    const codes = '\u001b]0;owned\u0007\u001b[2J\u001b[8mhidden\r'
    expect((await place.openly('sends_control_codes', {})).stdout).toBe(codes)
    expect((await place.run(place.job('sends_control_codes'))).stdout).toBe(codes)
  })

  test('system calls that lead out of a sandbox', async () => {
    const outside = answers((await place.openly('tries_system_calls', {})).stdout)
    const inside = answers((await place.run(place.job('tries_system_calls'))).stdout)
    expect(inside.size).toBeGreaterThan(25)
    const got = [...inside].filter(([, answer]) => !['EPERM', 'ENOSYS', 'EAFNOSUPPORT'].includes(answer))
    expect(got).toEqual([
      ['socket inet', 'done'],
      ['socket netlink route', 'done'],
      ['unix stream pair', 'done'],
    ])
    const notOurs = ['not yet made', 'socket alg']
    const ofRoot = [
      'chroot',
      'socket packet',
      'open_by_handle_at',
      'perf_event_open',
      'unshare mount',
      'userfaultfd',
    ]
    const refusedOutside = new Set([...notOurs, ...(who === 'user' ? ofRoot : [])])
    const control = [...outside].filter(([name]) => !refusedOutside.has(name))
    expect(control.length).toBeGreaterThan(20)
    expect(control.filter(([, answer]) => answer === 'EPERM')).toEqual([])
  })

  test('leaving programs that run as their owner, by any system call that gives a mode', async () => {
    const left = (folder: string) =>
      readdirSync(folder)
        .map((name) => statSync(join(folder, name)))
        .filter((stats) => stats.isFile() && (stats.mode & 0o6000) !== 0).length
    const open = place.make('set-ids-open')
    const outside = answers((await place.openly('sets_ids', {PARROT_INPUT_FOLDER: open})).stdout)
    expect([...outside.values()].filter((answer) => answer === 'EPERM')).toEqual([])
    expect(left(open)).toBeGreaterThan(8)

    const data = place.make('set-ids')
    const job = place.job('sets_ids', {data, env: {PARROT_INPUT_FOLDER: '/data'}})
    const inside = answers((await place.run(job)).stdout)
    expect(inside.size).toBeGreaterThanOrEqual(24)
    for (const [call, answer] of inside) {
      const wanted = call.startsWith('openat2') ? 'ENOSYS' : call.endsWith('0755') ? 'done' : 'EPERM'
      expect([call, answer]).toEqual([call, wanted])
    }
    expect(left(data)).toBe(0)
  })

  test('stopping, killing or rewriting the first process of its sandbox, which holds it', async () => {
    const data = place.make('init')
    const inside = await place.run(
      place.job('tampers_with_init', {data, limits: {timeoutMs: 2000, graceMs: 100}}),
    )
    expect(inside).toMatchObject({because: 'timed_out', killed: true, stdout: 'alive\n'})
  })
})

function answers(stdout: string): Map<string, string> {
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(': ') as [string, string]),
  )
}

async function listening(server: Server, where: {host: string} | {path: string}): Promise<number> {
  server.listen('host' in where ? {...where, port: 0} : where)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' ? (address as AddressInfo).port : 0
}

function outerAddress(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)
  if (found === undefined) throw new Error('This test needs a network address besides the loopback')
  return found.address
}
