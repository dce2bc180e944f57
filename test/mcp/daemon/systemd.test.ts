import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest'
import {pathsFor} from '../../../src/config/paths.ts'
import {hardening} from '../../../src/host/server/hardening.ts'
import {serverUnits} from '../../../src/host/server/unit.ts'
import {newHome} from '../../home.ts'
import {ownSystemd} from '../../host/cron/own-systemd.ts'
import {cronUser} from '../../host/cron/user.ts'
import {needs} from '../../needs.ts'
import {emptyHome} from '../../terminal/fixtures.ts'
import {bin, environment} from '../../terminal/program.ts'
import {resultOf} from '../client.ts'
import {ended} from '../ended.ts'
import {serverOf, SocketClient} from './server.ts'

const isRoot = process.getuid?.() === 0

test('no namespace is forbidden to the sandbox, and no line stands there without its reason', () => {
  for (const system of [true, false]) {
    const lines = hardening(system).split('\n')
    const set = lines.flatMap((line) => /^([A-Z]\w+)=/.exec(line)?.[1] ?? [])
    expect(set).toContain('NoNewPrivileges')
    expect(set.includes('ProtectSystem')).toBe(system)
    for (const never of 'RestrictNamespaces PrivateUsers SystemCallFilter ProtectProc ProtectKernelTunables MemoryDenyWriteExecute'.split(
      ' ',
    ))
      expect(set).not.toContain(never)
    expect(lines[0]).toMatch(/^#/)
  }
})

test('a server of one’s own stays one beside the machine’s, and takes its sockets with it', () => {
  for (const uid of [0, 1000]) {
    const around = {...newHome(), uid, env: {}}
    const [mcp = '', http = '', service = ''] = serverUnits({around, paths: pathsFor(around)}, 20).values()
    expect(service).toMatch(/^Environment=PARROT_SYSTEM=0$/m)
    for (const socket of [mcp, http]) expect(socket).toMatch(/^RemoveOnStop=yes$/m)
  }
})

needs('systemd-analyze', 'apt-get install systemd')('the units', () => {
  test.each([
    ['the machine', 0],
    ['a user', 1000],
  ])('for %s are what systemd takes, from a home with odd letters in it', (_, uid) => {
    const folder = mkdtempSync(join(tmpdir(), 'parrot-units-'))
    onTestFinished(() => rmSync(folder, {recursive: true, force: true, maxRetries: 10}))
    const around = {...newHome(), uid, env: {PARROT_HOME: '/srv/it is 100% $odd "home"'}}
    const units = serverUnits({around, paths: pathsFor(around)}, 20)
    expect([...units.keys()].map((file) => basename(file))).toEqual([
      'parrot-mcp.socket',
      'parrot-mcp-http.socket',
      'parrot-mcp.service',
    ])
    const files = [...units].map(([file, text]) => {
      writeFileSync(join(folder, basename(file)), text)
      return join(folder, basename(file))
    })
    const scope = uid === 0 ? '--system' : '--user'
    const {status, stderr} = spawnSync('systemd-analyze', [scope, '--man=no', 'verify', ...files], {
      encoding: 'utf8',
      env: {...process.env, XDG_RUNTIME_DIR: folder},
    })
    expect({status, said: stderr.split('\n').filter((line) => line.includes('parrot'))}).toEqual({
      status: 0,
      said: [],
    })
    writeFileSync(
      files[2] ?? '',
      (units.get([...units.keys()][2] ?? '') ?? '').replace('Type=notify', 'Type=nothing'),
    )
    const wrong = spawnSync('systemd-analyze', [scope, '--man=no', 'verify', ...files], {
      encoding: 'utf8',
      env: {...process.env, XDG_RUNTIME_DIR: folder},
    })
    expect(wrong.stderr).toContain('nothing')
  })

  needs('socat', 'apt-get install socat')('what systemd and the server say to one another', () => {
    test('sockets come from systemd, and it is told of the start, the watchdog, a reload and the end', async () => {
      const home = emptyHome()
      const server = serverOf(home)
      mkdirSync(server.run, {recursive: true, mode: 0o700})
      const notify = join(home, 'notify')
      const heard = spawn('socat', ['-u', `UNIX-RECV:${notify}`, 'STDOUT'])
      onTestFinished(() => void heard.kill())
      let said = ''
      heard.stdout.on('data', (chunk: Buffer) => (said += `${chunk.toString()}\n`))
      await expect.poll(() => existsSync(notify)).toBe(true)
      const env = environment(home, {NOTIFY_SOCKET: notify, WATCHDOG_USEC: '400000'})
      const passed = Object.keys(env).map((name) => `--setenv=${name}`)
      const program = [process.execPath, bin, 'server', 'start', '--foreground']
      const activate = spawn(
        'systemd-socket-activate',
        ['-l', server.socket, '-l', server.http, '--fdname=mcp:http', ...passed, ...program],
        {env: {...env, PATH: process.env['PATH']}, cwd: home},
      )
      onTestFinished(() => ended(activate))
      await expect.poll(() => existsSync(server.http), {timeout: 20_000}).toBe(true)
      const client = await new SocketClient(server.socket).open()
      expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({name: 'agent'})
      expect(server.status()).toMatchObject({unit: true, pid: activate.pid})
      await expect.poll(() => said).toMatch(/READY=1\nSTATUS=[\s\S]*WATCHDOG=1[\s\S]*WATCHDOG=1/)
      expect(server.command('reload').status).toBe(0)
      await expect.poll(() => said).toMatch(/RELOADING=1\nMONOTONIC_USEC=\d+\s*READY=1/)
      activate.kill('SIGTERM')
      await once(activate, 'exit')
      await expect.poll(() => said).toContain('STOPPING=1')
      expect(readdirSync(server.run).filter((name) => name.endsWith('.sock'))).toEqual([
        'http.sock',
        'mcp.sock',
      ])
    })
  })
})

const user = cronUser('server')

describe.runIf(isRoot)('as root', () => {
  needs('systemd-analyze', 'apt-get install systemd')('a real systemd of a user', () => {
    let manager: ChildProcess
    let home = ''

    beforeAll(async () => {
      home = user.newHome()
      const config = join(home, '.config')
      mkdirSync(config)
      chownSync(config, user.uid, user.uid)
      const env = {...process.env, ...placesOf(), UID_: String(user.uid), SYSTEMD_LOG_TARGET: 'null'}
      manager = spawn('unshare', ['-m', '--propagation', 'private', 'bash', '-c', ownSystemd], {
        env,
        stdio: 'ignore',
      })
      for (let tries = 0; tries < 100 && systemctl('list-timers').status !== 0; tries++) await delay(100)
      expect(systemctl('list-timers')).toMatchObject({status: 0})
    })
    afterAll(async () => {
      manager.kill()
      await once(manager, 'exit')
    })

    const placesOf = () => ({HOME: home, PARROT_HOME: home, XDG_RUNTIME_DIR: `/run/user/${user.uid}`})
    const inside = (argv: readonly string[]) => {
      const as = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.uid}`, '--clear-groups', '--']
      return spawnSync('nsenter', ['-m', '-t', `${manager.pid}`, '--', ...as, ...argv], {
        env: {PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...placesOf()},
        encoding: 'utf8',
        cwd: '/',
      })
    }
    const systemctl = (...args: string[]) => inside(['systemctl', '--user', '--no-pager', ...args])
    const command = (...args: string[]) => {
      const {root, node} = user.program()
      const {status, stdout, stderr} = inside([node, join(root, 'bin/parrot'), 'server', ...args, '--json'])
      if (!stdout.startsWith('{')) throw new Error(`${status} ${stderr}`)
      return {
        status,
        ...(JSON.parse(stdout) as {output: Record<string, unknown>; problems: {code: string}[]}),
      }
    }
    const units = () => {
      const folder = join(home, '.config/systemd/user')
      return existsSync(folder)
        ? readdirSync(folder, {recursive: true}).filter((name) => String(name).includes('parrot'))
        : []
    }

    test('is shown what would be, then has it, keeps it running, and is left as it was', async () => {
      expect(command('start').status).toBe(0)
      const {sandbox} = command('status').output
      expect(command('install', '--yes')).toMatchObject({status: 1, problems: [{code: 'server_by_hand'}]})
      expect(command('stop').status).toBe(0)
      expect(command('install')).toMatchObject({status: 0, output: {changed: false}})
      expect(units()).toEqual([])
      expect(command('install', '--yes')).toMatchObject({status: 0, output: {changed: true}})
      const first = command('status').output
      // What the unit takes away from itself the sandbox does not miss.
      expect(first).toMatchObject({state: 'running', unit: true, identity: 'peer', sandbox})
      expect(command('install', '--yes')).toMatchObject({status: 0, output: {changed: false}})
      process.kill(Number(first['pid']), 'SIGKILL')
      for (let tries = 0; tries < 100 && command('status').output['state'] !== 'running'; tries++)
        await delay(200)
      const second = command('status').output
      expect(second).toMatchObject({state: 'running', unit: true})
      expect(second['pid']).not.toBe(first['pid'])
      expect(systemctl('reload', 'parrot-mcp.service').status).toBe(0)
      expect(command('status').output['lastReload']).toMatch(/^\d{4}/)
      const restarted = command('restart')
      expect(restarted).toMatchObject({status: 0, output: {changed: true, state: 'running'}})
      expect(command('uninstall', '--dry-run')).toMatchObject({status: 0, output: {changed: false}})
      expect(command('uninstall')).toMatchObject({status: 0, output: {changed: true}})
      expect(units()).toEqual([])
      expect(systemctl('is-active', 'parrot-mcp.service', 'parrot-mcp.socket').stdout).not.toContain(
        'active\nactive',
      )
      expect(command('status')).toMatchObject({status: 3, output: {state: 'stopped'}})
      const file = join(home, '.config/systemd/user/parrot-mcp.service')
      writeFileSync(file, '[Service]\nExecStart=/bin/true\n')
      expect(command('install', '--yes')).toMatchObject({status: 1, problems: [{code: 'server_foreign'}]})
      expect(command('uninstall')).toMatchObject({status: 0, output: {changed: false}})
      expect(readFileSync(file, 'utf8')).toContain('/bin/true')
    })
  })
})
