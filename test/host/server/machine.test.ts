import {spawnSync} from 'node:child_process'
import {chownSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest'
import {hardeningOfMachine} from '../../../src/host/server/hardening.ts'
import {machineUnits} from '../../../src/host/server/machine-units.ts'
import {root} from '../../home.ts'
import {needs} from '../../needs.ts'
import {cronUser} from '../cron/user.ts'
import {overlay} from './overlay.ts'

const isRoot = process.getuid?.() === 0
const [account, service] = ['/etc/sysusers.d/parrot-mcp.conf', '/etc/systemd/system/parrot-mcp.service']

/** What systemd.exec(5) says implies NoNewPrivileges for a service with User=. */
const implies =
  `DynamicUser LockPersonality MemoryDenyWriteExecute NoNewPrivileges PrivateDevices ProtectClock ProtectHostname ProtectKernelLogs
  ProtectKernelModules ProtectKernelTunables RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID
  SystemCallArchitectures SystemCallFilter SystemCallLog`.split(/\s+/)

test('crontab(1) may still be setgid, the sandbox has its namespaces, and every line has its reason', () => {
  const lines = hardeningOfMachine().split('\n')
  const set = lines.flatMap((line) => /^([A-Z]\w+)=/.exec(line)?.[1] ?? [])
  expect(set).toEqual(
    expect.arrayContaining(['UMask', 'LimitCORE', 'CapabilityBoundingSet', 'ProtectSystem']),
  )
  expect(set.filter((name) => implies.includes(name) || name === 'PrivateUsers')).toEqual([])
  lines.forEach((line, at) => {
    if (/^[A-Z]/.test(line)) expect(lines[at - 1], line).toMatch(/^# /)
  })
})

needs('systemd-analyze', 'apt-get install systemd')('the unit of a machine', () => {
  const written = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'parrot-units-'))
    onTestFinished(() => rmSync(folder, {recursive: true, force: true, maxRetries: 10}))
    const file = join(folder, basename(service))
    writeFileSync(file, text)
    return file
  }
  const analyze = (...args: readonly string[]) =>
    spawnSync('systemd-analyze', [...args], {encoding: 'utf8', env: {...process.env, LC_ALL: 'C.UTF-8'}})
  const unit = (folder = root) => machineUnits({root: folder}, 20).get(service) ?? ''

  test('is what systemd takes, from a folder with odd letters in its name', () => {
    const here = mkdtempSync(join(tmpdir(), 'it is 100% $odd '))
    onTestFinished(() => rmSync(here, {recursive: true, force: true, maxRetries: 10}))
    for (const folder of [root, here]) {
      const {status, stderr} = analyze('--system', '--man=no', 'verify', written(unit(folder)))
      expect({status, said: stderr.split('\n').filter((line) => line.includes('parrot-mcp'))}).toEqual({
        status: 0,
        said: [],
      })
    }
    const wrong = analyze('--system', '--man=no', 'verify', written(unit().replace('Type=notify', 'Type=no')))
    expect(wrong.stderr).toContain('Failed to parse')
  })

  test('is less exposed than one without its lines', () => {
    const exposure = (text: string) => {
      const {stdout} = analyze('security', '--offline=yes', '--no-pager', written(text))
      return Number(/exposure level .*?: ([\d.]+)/.exec(stdout)?.[1])
    }
    const bare = unit().replace(hardeningOfMachine(), '')
    expect(exposure(unit())).toBeLessThanOrEqual(6.6)
    expect(exposure(bare)).toBeGreaterThan(exposure(unit()) + 1.5)
    // A threshold that it does not reach is an error of systemd's own.
    const {status} = analyze('security', '--offline=yes', '--threshold=66', '--no-pager', written(unit()))
    expect(status).toBe(0)
  })
})

describe.runIf(isRoot)('as root', () => {
  needs('systemd-sysusers', 'apt-get install systemd')('a machine of its own', () => {
    let machine: Awaited<ReturnType<typeof overlay>>
    beforeAll(async () => {
      machine = await overlay()
    })
    afterAll(() => machine.end())

    const env = {PARROT_HOME: '/root/trial', HOME: '/root', PARROT_SYSTEM: '0', LANG: 'C.UTF-8'}
    const parrot = [process.execPath, join(root, 'bin/parrot'), 'server']
    const command = (args: readonly string[], before: readonly string[] = [], more = {}) => {
      const ran = machine.run([...before, ...parrot, ...args, '--json'], {...env, ...more})
      if (!ran.stdout.startsWith('{')) throw new Error(`${ran.status} ${ran.stderr}`)
      const {output, problems} = JSON.parse(ran.stdout) as {
        output?: {changed: boolean; summary: string}
        problems: {code: string}[]
      }
      return {status: ran.status, output, problems, log: ran.stderr}
    }
    const install = (...args: readonly string[]) => command(['install', '--system', ...args])
    const there = (path: string) => machine.run(['test', '-e', path]).status === 0
    const read = (path: string) => machine.run(['cat', path]).stdout
    const passwd = () => machine.run(['getent', 'passwd', 'parrot']).stdout
    const wanted = '/etc/systemd/system/multi-user.target.wants/parrot-mcp.service'
    const nothing = () => [account, service, wanted].filter(there)
    const meanwhile = (change: readonly string[], back: readonly string[], look: () => void) => {
      expect(machine.run(change).status).toBe(0)
      look()
      expect(machine.run(back).status).toBe(0)
    }

    test('shows every line first, to everybody, and does it for root only', () => {
      for (const dry of [[], ['--dry-run'], ['--yes', '--dry-run']]) {
        const shown = install(...dry)
        expect(shown).toMatchObject({status: 0, output: {changed: false}})
        expect(shown.output?.summary).toContain('install --system --yes')
        for (const line of ['+++ /etc/sysusers.d', 'u parrot - ', 'User=parrot', 'StateDirectoryMode=0700'])
          expect(shown.log).toContain(line)
      }
      const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
      const own = {PARROT_HOME: '/tmp/nobodys-trial', HOME: '/tmp'}
      expect(command(['install', '--system'], nobody, own)).toMatchObject({status: 0})
      expect(command(['install', '--system', '--yes'], nobody, own)).toMatchObject({
        status: 1,
        problems: [{code: 'server_machine_root'}],
      })
      expect(nothing()).toEqual([])
    })

    test('is left as it was where it cannot be done', () => {
      const refused = (code: string) => {
        expect(install('--yes')).toMatchObject({status: 1, problems: [{code}]})
        expect(nothing()).toEqual([])
      }
      const line = 'parrot:x:1234:1234::/home/parrot:/bin/bash'
      meanwhile(['sh', '-c', `echo ${line} >>/etc/passwd`], ['sed', '-i', '/^parrot:/d', '/etc/passwd'], () =>
        refused('server_account'),
      )
      meanwhile(
        ['chmod', 'o-x', dirname(process.execPath)],
        ['chmod', 'o+x', dirname(process.execPath)],
        () => refused('server_closed'),
      )
      const [sysusers, systemctl] = ['/usr/bin/systemd-sysusers', '/usr/bin/systemctl']
      meanwhile(['mv', sysusers, '/root/x'], ['mv', '/root/x', sysusers], () => refused('server_no_account'))
      meanwhile(['mv', systemctl, '/root/x'], ['mv', '/root/x', systemctl], () =>
        refused('server_machine_systemctl'),
      )
      meanwhile(['sh', '-c', `echo '[Service]' >${service}`], ['rm', service], () => {
        expect(install('--yes')).toMatchObject({status: 1, problems: [{code: 'server_foreign'}]})
        expect(command(['uninstall', '--system'])).toMatchObject({status: 0, output: {changed: false}})
        expect(read(service)).toBe('[Service]\n')
      })
    })

    test('has the account, the unit and its start; taken away, what was kept stays', () => {
      expect(install('--yes')).toMatchObject({status: 0, output: {changed: true}, problems: []})
      expect(passwd()).toMatch(
        /^parrot:[^:]*:\d{1,3}:\d{1,3}:Parrot, [^:]*:\/var\/lib\/parrot:\/usr\/sbin\/nologin$/m,
      )
      expect(read(service)).toContain(join(root, 'bin/parrot'))
      expect(machine.run(['stat', '-c', '%a %U', account, service]).stdout).toBe('644 root\n644 root\n')
      expect(there(wanted)).toBe(true)
      expect(install('--yes')).toMatchObject({status: 0, output: {changed: false}})
      // Root's own server has units of the same name, and is not this one.
      expect(command(['install', '--yes'])).toMatchObject({problems: [{code: 'server_foreign'}]})
      expect(command(['uninstall'])).toMatchObject({status: 0, output: {changed: false}})

      machine.run(['install', '-d', '-o', 'parrot', '-m', '700', '/var/lib/parrot'])
      machine.run(['sh', '-c', 'echo kept >/var/lib/parrot/journal; echo other >/etc/sysusers.d/other.conf'])
      expect(command(['uninstall', '--system', '--dry-run'])).toMatchObject({output: {changed: false}})
      expect(nothing()).toEqual([account, service, wanted])
      const gone = command(['uninstall', '--system'])
      expect(gone).toMatchObject({status: 0, output: {changed: true}, problems: []})
      expect(gone.output?.summary).toContain('/var/lib/parrot')
      expect(nothing()).toEqual([])
      expect(read('/var/lib/parrot/journal')).toBe('kept\n')
      expect(read('/etc/sysusers.d/other.conf')).toBe('other\n')
      expect(passwd()).toContain('/var/lib/parrot')
      expect(command(['uninstall', '--system'])).toMatchObject({output: {changed: false}})
    })
  })

  const user = cronUser('machine')

  test('without capabilities to be had the sandbox is what it is with them', () => {
    const home = user.newHome()
    const {root: there, node} = user.program()
    chownSync(home, user.uid, user.uid)
    const doctor = (...more: readonly string[]) => {
      const as = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.uid}`, '--clear-groups', ...more, '--']
      const words = [...as, node, join(there, 'bin/parrot'), 'hello', '--json'] as const
      const {stdout} = spawnSync(words[0] ?? '', words.slice(1), {
        env: {PATH: '/usr/bin:/bin', PARROT_HOME: home, PARROT_SYSTEM: '0', LC_ALL: 'C.UTF-8'},
        encoding: 'utf8',
        cwd: '/',
      })
      const {outcome, level} = JSON.parse(stdout) as {outcome: string; level?: string}
      return {outcome, level}
    }
    const bound = doctor('--bounding-set=-all', '--inh-caps=-all')
    expect(bound).toMatchObject({outcome: 'ok'})
    expect(bound).toEqual(doctor())
  })
})
