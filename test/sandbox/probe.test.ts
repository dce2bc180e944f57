import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {needsEngine} from './runs.ts'
import {causeOf, installing} from '../../src/sandbox/cause.ts'
import {probe} from '../../src/sandbox/probe.ts'
import {canScope, inScope, keepVerdict, keptVerdict, lacksManager} from '../../src/sandbox/scope.ts'

const folder = mkdtempSync('/tmp/parrot-probe-')
afterAll(() => rmSync(folder, {recursive: true, force: true}))
const uid = process.getuid?.() ?? 0
const options = {
  node: process.execPath,
  uid,
  cache: join(folder, 'cache'),
  run: join(folder, 'run'),
  env: {},
  own: [],
}

needsEngine('a probe', () => {
  test('runs a sandbox and says how strong it is', async () => {
    const health = await probe(options)
    expect(health.level).toBe('enforced')
    expect(health.problem).toBeUndefined()
    // Of a user without a systemd nothing is kept: it may run the next time.
    expect(keptVerdict(options)).toBe(canScope(uid) ? health.limits === 'enforced' : undefined)
  })
})

needsEngine('a probe from a folder behind a link', () => {
  test('runs all the same', async () => {
    mkdirSync(join(folder, 'behind'))
    symlinkSync(join(folder, 'behind'), join(folder, 'link'))
    expect((await probe({...options, cache: join(folder, 'link/cache')})).level).toBe('enforced')
  })
})

test('a verdict is kept until bubblewrap or the kernel is another one', () => {
  keepVerdict(options, true)
  expect(keptVerdict(options)).toBe(true)
  expect(keptVerdict({...options, bwrap: '/bin/true'})).toBeUndefined()
  writeFileSync(join(options.cache, 'probe.json'), '{"key":')
  expect(keptVerdict(options)).toBeUndefined()
})

test('without bubblewrap, what is missing and the one command', async () => {
  const {level, problem} = await probe({...options, bwrap: '/nowhere/bwrap'})
  expect(level).toBeUndefined()
  expect(problem).toMatchObject({
    code: 'bwrap_missing',
    params: {command: expect.stringContaining('bubblewrap') as string},
  })
})

test.each([
  ['apt install', 'ID=debian'],
  ['apt install', 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"'],
  ['dnf install', 'ID="rocky"\nID_LIKE="rhel centos fedora"'],
  ['apk add', 'ID=alpine'],
  ['pacman -S', 'ID=arch'],
  ['zypper install', 'ID="opensuse-leap"\nID_LIKE="suse opensuse"'],
  ['apt install', ''],
])('the command of the machine: %s', (command, release) => {
  expect(installing('bubblewrap', 1000, release)).toBe(`sudo ${command} bubblewrap`)
  expect(installing('bubblewrap', 0, release)).toBe(`${command} bubblewrap`)
})

test.each([
  ['kernel/unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone = 0'],
  ['user/max_user_namespaces', '0', 'user.max_user_namespaces = 0'],
  ['kernel/apparmor_restrict_unprivileged_userns', '1', 'kernel.apparmor_restrict_unprivileged_userns = 1'],
])('a setting of the kernel that forbids it: %s', (file, value, setting) => {
  const sysctls = mkdtempSync(join(folder, 'sysctl-'))
  mkdirSync(join(sysctls, file, '..'), {recursive: true})
  writeFileSync(join(sysctls, file), `${value}\n`)
  expect(causeOf('bwrap: No permissions', 1000, sysctls, folder)).toMatchObject({
    code: 'bwrap_setting',
    params: {setting},
  })
  expect(causeOf('bwrap: No permissions', 0, sysctls, folder)).toMatchObject({code: 'bwrap_failed'})
})

test('a container, and something else', () => {
  expect(causeOf('bwrap: mount', 1000, folder, folder)).toMatchObject({
    code: 'bwrap_failed',
    params: {cause: 'bwrap: mount'},
  })
  writeFileSync(join(folder, '.dockerenv'), '')
  expect(causeOf('bwrap: mount', 1000, folder, folder)).toMatchObject({code: 'bwrap_container'})
})

test('systemd is asked for a cgroup only where it can give one that holds memory and processes', () => {
  const cgroups = mkdtempSync(join(folder, 'cgroup-'))
  expect(canScope(0, cgroups, folder)).toBe(false)
  writeFileSync(join(cgroups, 'cgroup.controllers'), 'cpu io memory pids\n')
  expect(canScope(0, cgroups, folder)).toBe(true)
  expect(canScope(0, cgroups, '/nowhere')).toBe(false)
  expect(lacksManager(1000, cgroups, folder)).toBe(true)
  expect(lacksManager(1000, cgroups, '/nowhere')).toBe(false)
  expect(lacksManager(0, cgroups, folder)).toBe(false)
  const own = join(cgroups, 'user.slice/user-1000.slice/user@1000.service')
  mkdirSync(own, {recursive: true})
  writeFileSync(join(own, 'cgroup.controllers'), 'cpu pids\n')
  expect(canScope(1000, cgroups, folder)).toBe(false)
  expect(lacksManager(1000, cgroups, folder)).toBe(false)
  writeFileSync(join(own, 'cgroup.controllers'), 'memory pids\n')
  expect(canScope(1000, cgroups, folder)).toBe(true)
})

test('in a scope the same program is started by systemd-run', () => {
  const plan = {
    level: 'enforced' as const,
    argv: ['/usr/bin/bwrap', '--args', '3'] as const,
    env: {PATH: '/usr/bin'},
    cwd: '/',
    policy: '',
    filter: Buffer.alloc(0),
    mounts: [],
    enclosed: true,
    connect: [],
    leftovers: [],
  }
  const limits = {memoryBytes: 1000, pids: 10, timeoutMs: 1, graceMs: 1, outputBytes: 1, diskBytes: 1}
  const {argv, env} = inScope(plan, limits, 1000)
  expect(argv.join(' ')).toBe(
    'systemd-run --user --scope --quiet --collect --property=MemoryMax=1000 --property=MemorySwapMax=0 --property=TasksMax=14 -- /usr/bin/bwrap --args 3',
  )
  expect(env).toEqual({PATH: '/usr/bin', XDG_RUNTIME_DIR: '/run/user/1000'})
  expect(inScope(plan, limits, 0).argv).not.toContain('--user')
})
