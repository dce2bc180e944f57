import {spawn, spawnSync, execFileSync} from 'node:child_process'
import {once} from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {policyOfRows} from '../../rbac/policy-of.ts'
import {newHome} from '../../home.ts'
import {needs} from '../../needs.ts'
import {called, type Asked} from '../called-builtin.ts'

const day = 86_400_000
const isRoot = process.getuid?.() === 0
/** The clock is the test's: by it, everything that the test makes now is old. */
const later = Date.now() + 40 * day

type Area = {
  area: string
  status: string
  files: number
  bytes: number
  left: Record<string, number>
  why: string
}
type Output = {files: number; bytes: number; summary: string; areas: Area[]}

/** A folder of temporary files, and a home with nothing in its caches. */
function stage() {
  const tmp = mkdtempSync(join(tmpdir(), 'parrot-clean-'))
  onTestFinished(() => rmSync(tmp, {recursive: true, force: true}))
  const around = newHome()
  const run = async (tool: string, {config, values, ...asked}: Asked = {}) => {
    const {outcome, problems, output} = await called(tool, around, {
      now: later,
      config: {TMP_DIRS: [tmp], ...config},
      values: {only: ['tmp'], ...values},
      ...asked,
    })
    const {areas, ...rest} = (output ?? {areas: []}) as Output
    return {outcome, codes: problems.map(({code}) => code), ...rest, areas, area: areas[0] as Area}
  }
  const apply = (asked?: Asked) => run('clean_cache_apply', asked)
  const plan = (asked?: Asked) => run('clean_cache_plan', asked)
  return {tmp, around, apply, plan}
}

test('old files, links and folders that are empty then go; the plan said so before and changed nothing', async () => {
  const {tmp, plan, apply} = stage()
  mkdirSync(join(tmp, 'a/b/c'), {recursive: true})
  writeFileSync(join(tmp, 'a/b/file'), Buffer.alloc(10_000, 'x'))
  symlinkSync('/etc/passwd', join(tmp, 'link'))
  const planned = await plan()
  expect(planned.area).toMatchObject({status: 'planned', files: 5, left: {}})
  expect(existsSync(join(tmp, 'a/b/file'))).toBe(true)
  expect((await apply({dryRun: true})).area).toMatchObject({status: 'planned', files: 5})
  expect(existsSync(join(tmp, 'a/b/file'))).toBe(true)
  const applied = await apply()
  expect(applied.area).toMatchObject({status: 'cleaned', files: 5, bytes: planned.area.bytes, left: {}})
  expect(readdirSync(tmp)).toEqual([])
  expect(existsSync('/etc/passwd')).toBe(true)
  expect((await apply()).area).toMatchObject({files: 0, bytes: 0})
})

test('stopped, it says what was not done to the end', async () => {
  const {around, plan} = stage()
  const values = {only: ['npm', 'pip', 'tmp']}
  expect(await plan({signal: AbortSignal.abort(), values})).toMatchObject({
    outcome: 'cancelled',
    codes: ['clean_stopped'],
  })
  const {problems} = await called('clean_cache_plan', around, {signal: AbortSignal.abort(), values})
  expect(problems[0]?.params).toEqual({left: 'npm, pip, tmp'})
})

test('what was touched lately stays: by reading, writing, or only by being moved here', async () => {
  const {tmp, apply} = stage()
  writeFileSync(join(tmp, 'file'), 'x')
  execFileSync('touch', ['--date', '2001-01-01', join(tmp, 'file')])
  expect((await apply({now: Date.now()})).area).toMatchObject({files: 0, left: {young: 1}})
  expect((await apply({now: Date.now() + 9 * day})).area.files).toBe(0)
  expect((await apply({now: Date.now() + 11 * day})).area.files).toBe(1)
})

test('sockets, pipes and devices stay, however old', async () => {
  const {tmp, apply} = stage()
  execFileSync('mkfifo', [join(tmp, 'pipe')])
  const server = createServer().listen(join(tmp, 'socket'))
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  if (isRoot) execFileSync('mknod', [join(tmp, 'null'), 'c', '1', '3'])
  const kept = isRoot ? ['null', 'pipe', 'socket'] : ['pipe', 'socket']
  expect((await apply()).area).toMatchObject({files: 0, left: {special: kept.length}})
  expect(readdirSync(tmp).toSorted()).toEqual(kept)
})

test('what a process has open, stands in, runs or has mapped stays', async () => {
  const {tmp, apply} = stage()
  const at = (name: string) => join(tmp, name)
  mkdirSync(at('cwd'))
  for (const name of ['open', 'free']) writeFileSync(at(name), 'x')
  execFileSync('cp', ['/usr/bin/sleep', at('program')])
  execFileSync('cp', ['/usr/bin/true', at('mapped')])
  chmodSync(at('program'), 0o755)
  const opener = spawn('sh', [
    '-c',
    'exec 3<"$1"; cd "$2"; echo ready; exec sleep 60',
    'sh',
    at('open'),
    at('cwd'),
  ])
  const runner = spawn(at('program'), ['60'])
  const python =
    'import mmap,sys,time\nf=open(sys.argv[1],"rb")\nm=mmap.mmap(f.fileno(),0,prot=mmap.PROT_READ)\nf.close()\nprint("ready",flush=True)\ntime.sleep(60)'
  const mapper = spawn('python3', ['-c', python, at('mapped')])
  onTestFinished(() => [opener, runner, mapper].forEach((child) => child.kill('SIGKILL')))
  await Promise.all([once(opener.stdout, 'data'), once(mapper.stdout, 'data'), once(runner, 'spawn')])
  expect((await apply()).area).toMatchObject({files: 1, left: {open: 4}})
  expect(readdirSync(tmp).toSorted()).toEqual(['cwd', 'mapped', 'open', 'program'])
})

test('the private folders of services, sockets of X and Parrot’s own stay with all that is in them', async () => {
  const {tmp, around, apply} = stage()
  for (const name of ['systemd-private-1-x.service-y/tmp', '.X11-unix', 'snap-private-tmp', 'mine/data']) {
    mkdirSync(join(tmp, name), {recursive: true})
    writeFileSync(join(tmp, name, 'file'), 'x')
  }
  const own = {...around, env: {PARROT_HOME: join(tmp, 'mine')}}
  const asked = {now: later, config: {TMP_DIRS: [tmp]}, values: {only: ['tmp']}}
  const {output} = await called('clean_cache_apply', own, asked)
  expect((output as Output).areas[0]).toMatchObject({files: 0, left: {private: 3, own: 1}})
  expect(existsSync(join(tmp, 'systemd-private-1-x.service-y/tmp/file'))).toBe(true)
  expect(existsSync(join(tmp, 'mine/data/file'))).toBe(true)
  expect((await apply({config: {TMP_DIRS: [around.home]}})).area).toMatchObject({status: 'skipped', files: 0})
  expect((await apply({config: {TMP_DIRS: ['/']}})).area).toMatchObject({status: 'skipped', files: 0})
})

test('hostile names: a line feed, a leading dash, 255 bytes, no UTF-8', async () => {
  const {tmp, apply} = stage()
  const names = ['-rf', 'a\nb', '\u001b[2J', 'n'.repeat(255), ' ', '..x'].map((name) => Buffer.from(name))
  for (const name of [...names, Buffer.from([0xff, 0x2f - 1, 0xfe])])
    writeFileSync(Buffer.concat([Buffer.from(`${tmp}/`), name]), 'x')
  expect((await apply()).area).toMatchObject({files: 7, left: {}})
  expect(readdirSync(tmp)).toEqual([])
})

test('a file of two names is counted as nothing gained, and a tree deeper than can be held is left and said', async () => {
  const {tmp, plan} = stage()
  writeFileSync(join(tmp, 'one'), Buffer.alloc(8192, 'x'))
  linkSync(join(tmp, 'one'), join(tmp, 'two'))
  expect((await plan()).area).toMatchObject({files: 2, bytes: 0})
  execFileSync('sh', ['-c', 'cd "$1"; for i in $(seq 300); do mkdir d && cd d; done', 'sh', tmp])
  const {area} = await plan()
  expect(area.left).toEqual({deep: 1})
})

describe('links', () => {
  test('a folder of temporary files that a link leads to is not gone through', async () => {
    const {tmp, around, apply} = stage()
    writeFileSync(join(tmp, 'file'), 'x')
    symlinkSync(tmp, join(around.home, 'link'))
    const {area} = await apply({config: {TMP_DIRS: [join(around.home, 'link')]}})
    expect(area).toMatchObject({status: 'skipped', files: 0})
    expect(readdirSync(tmp)).toEqual(['file'])
  })

  test('a folder swapped for a link to a victim again and again, while it is being cleaned: the victim keeps every file', async () => {
    const {tmp, around, apply} = stage()
    const victim = join(around.home, 'victim')
    const fill = (folder: string) => {
      mkdirSync(folder, {recursive: true})
      for (let n = 0; n < 20; n++) writeFileSync(join(folder, `f${n}`), 'precious')
    }
    fill(victim)
    fill(join(tmp, 'x'))
    // By its path, the attack succeeds: what was a folder when it was looked at is a link when its file is removed.
    const listed = readdirSync(join(tmp, 'x'))
    renameSync(join(tmp, 'x'), join(tmp, 'away'))
    symlinkSync(victim, join(tmp, 'x'))
    rmSync(join(tmp, 'x', listed[0] ?? ''))
    expect(readdirSync(victim)).toHaveLength(19)
    fill(victim)
    rmSync(join(tmp, 'x'))

    const swapper = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import {mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
       const [tmp, victim] = process.argv.slice(1)
       process.stdout.write('ready')
       for (let n = 0; ; n++) try {
         const away = tmp + '/away' + n
         mkdirSync(tmp + '/x', {recursive: true})
         for (let f = 0; f < 20; f++) writeFileSync(tmp + '/x/f' + f, 'x')
         renameSync(tmp + '/x', away)
         symlinkSync(victim, tmp + '/x')
         rmSync(tmp + '/x')
         rmSync(away, {recursive: true, force: true})
       } catch {}`,
      tmp,
      victim,
    ])
    onTestFinished(() => void swapper.kill('SIGKILL'))
    await once(swapper.stdout, 'data')
    let removed = 0
    for (let round = 0; round < 50; round++) removed += (await apply()).area.files
    swapper.kill('SIGKILL')
    await once(swapper, 'exit')
    expect(removed).toBeGreaterThan(0)
    expect(readdirSync(victim)).toHaveLength(20)
  })
})

describe.skipIf(!isRoot)('as root (needs root: sudo)', () => {
  const world = (...permissions: string[]) => ({
    world: {policy: policyOfRows({r: {permissions}})},
    by: {name: 'somebody', roles: ['r'], evidence: 'uid 0'},
  })

  test('what belongs to others stays, unless it is asked for by one who holds sys:root', async () => {
    const {tmp, apply} = stage()
    mkdirSync(join(tmp, 'theirs'))
    for (const name of ['mine', 'his', 'theirs/file']) writeFileSync(join(tmp, name), 'x')
    for (const name of ['his', 'theirs', 'theirs/file']) chownSync(join(tmp, name), 12_345, 12_345)
    expect((await apply()).area).toMatchObject({files: 1, left: {others: 2}})
    const everyone = {values: {only: ['tmp'], everyone: true}}
    for (const rights of [['clean_cache:execute'], ['*', '!sys:*'], ['?*']]) {
      const {outcome, areas} = await apply({...everyone, ...world(...rights)})
      expect([outcome, areas]).toEqual([rights[0] === '?*' ? 'needs_approval' : 'denied', []])
    }
    expect(readdirSync(tmp).toSorted()).toEqual(['his', 'theirs'])
    expect((await apply({...everyone, ...world('*')})).area).toMatchObject({files: 3, left: {}})
    expect(readdirSync(tmp)).toEqual([])
  })

  test('what may not even be looked at stays, and the rest goes', async ({skip}) => {
    const {tmp, apply} = stage()
    const theirs = join(tmp, '.mount_theirs')
    for (const name of ['a', 'z']) writeFileSync(join(tmp, name), 'x')
    mkdirSync(theirs)
    const mounting = spawn('python3', [join(import.meta.dirname, 'programs/fuse.py'), theirs], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    onTestFinished(() => void spawnSync('umount', ['--lazy', theirs]))
    const exit = once(mounting, 'exit')
    const [said] = (await Promise.race([once(mounting.stdout, 'data'), exit])) as unknown[]
    if (typeof said === 'number') skip('this kernel has no FUSE')
    expect(() => lstatSync(theirs)).toThrow('EACCES')
    expect((await apply()).area).toMatchObject({status: 'cleaned', files: 2, left: {denied: 1}})
    expect(readdirSync(tmp)).toEqual(['.mount_theirs'])
    mounting.stdin.end()
    await exit
  })

  test('it does not go onto another mount, a bind mount of the same disk included', async () => {
    const {tmp, around} = stage()
    const outside = join(around.home, 'outside')
    for (const folder of [outside, join(tmp, 'bound'), join(tmp, 'other')]) mkdirSync(folder)
    writeFileSync(join(outside, 'precious'), 'x')
    const file = join(import.meta.dirname, 'programs/clean.ts')
    const mounting =
      'mount --bind "$1" "$2" && mount -t tmpfs none "$3" && touch "$3/file" && shift 3 && exec "$@"'
    const words = ['-c', mounting, 'sh', outside, join(tmp, 'bound'), join(tmp, 'other')]
    const argv = [
      '--mount',
      'sh',
      ...words,
      process.execPath,
      file,
      around.home,
      JSON.stringify({TMP_DIRS: [tmp]}),
      'tmp',
    ]
    const {stdout, stderr} = spawnSync('unshare', argv, {encoding: 'utf8'})
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({output: {areas: [{files: 0, left: {mount: 2}}]}})
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('x')
  })

  test('apt: what it downloaded goes, by apt itself; a package that it holds the lock for stays', () => {
    const {around} = stage()
    const file = join(import.meta.dirname, 'programs/clean.ts')
    const mounting = `mount -t tmpfs none /var/cache/apt/archives && cd /var/cache/apt/archives && mkdir partial && touch lock &&
      head -c 100000 /dev/zero > some_1_all.deb && head -c 1000 /dev/zero > partial/other_1_all.deb && "$@" && ls -R`
    const run = (...more: string[]) =>
      spawnSync(
        'unshare',
        ['--mount', 'sh', '-c', mounting, 'sh', process.execPath, file, around.home, '{}', 'apt', ...more],
        {encoding: 'utf8'},
      ).stdout
    const [planned, applied] = [run('plan'), run()]
    expect(planned).toContain('"status":"planned","files":2')
    expect(planned).toContain('some_1_all.deb')
    expect(applied).toContain('"status":"cleaned","files":2')
    expect(applied).not.toContain('_all.deb')
    expect(applied).toContain('lock')
  })

  needs('journalctl', 'apt-get install systemd')('the journal', () => {
    test('closed files that are old go, by journalctl; young ones and the one in use stay', () => {
      const {around} = stage()
      const file = join(import.meta.dirname, 'programs/clean.ts')
      const journals = join(around.home, 'journal')
      const id = readFileSync('/etc/machine-id', 'utf8').trim()
      mkdirSync(join(journals, id), {recursive: true})
      const hex = (value: bigint) => value.toString(16).padStart(16, '0')
      const name = (at: number, first: bigint) =>
        `system@${'a'.repeat(32)}-${hex(first)}-${hex(BigInt(at) * 1000n)}.journal`
      const [old, young] = [name(Date.now() - 60 * day, 1n), name(Date.now() - day, 2n)]
      for (const each of [old, young, 'system.journal'])
        writeFileSync(join(journals, id, each), journalFile())
      // A folder /var/log/journal of the machine's own would switch its journal over to it.
      const mounting =
        'mount -t tmpfs none /var/log && mkdir /var/log/journal && mount --bind "$1" /var/log/journal && shift && exec "$@"'
      const run = (...more: string[]) =>
        spawnSync(
          'unshare',
          [
            '--mount',
            'sh',
            '-c',
            mounting,
            'sh',
            journals,
            process.execPath,
            file,
            around.home,
            '{}',
            'journal',
            ...more,
          ],
          {encoding: 'utf8'},
        ).stdout
      expect(run('plan')).toContain('"status":"planned","files":1')
      expect(readdirSync(join(journals, id))).toHaveLength(3)
      expect(run()).toContain('"status":"cleaned","files":1')
      expect(readdirSync(join(journals, id)).toSorted()).toEqual(['system.journal', young])
    })
  })
})

/** A closed journal file with one entry, as far as vacuuming looks: signature, sizes and the number of entries of its header. */
function journalFile(): Buffer {
  const bytes = Buffer.alloc(8192)
  bytes.write('LPKSHHRH')
  bytes.writeBigUInt64LE(256n, 88)
  bytes.writeBigUInt64LE(1n, 152)
  return bytes
}

describe("npm's cache", () => {
  test('what nobody used for long goes, and npm is content with what is left', async () => {
    const {around, run} = caches()
    const npm = (...args: string[]) =>
      spawnSync('npm', [...args, '--cache', join(around.home, '.npm'), '--offline', '--no-update-notifier'], {
        encoding: 'utf8',
        env: {PATH: process.env['PATH'], HOME: around.home},
        cwd: around.home,
      })
    const source = join(around.home, 'package')
    mkdirSync(source)
    writeFileSync(join(source, 'package.json'), '{"name": "sample", "version": "1.0.0"}')
    const packed = npm('pack', source)
    expect(packed.status).toBe(0)
    expect(npm('cache', 'add', join(around.home, 'sample-1.0.0.tgz')).status).toBe(0)
    mkdirSync(join(around.home, '.npm/_npx/kept'), {recursive: true})
    writeFileSync(join(around.home, '.npm/_npx/kept/file'), 'x')
    expect((await run('npm', Date.now())).files).toBe(0)
    expect((await run('npm', later)).files).toBeGreaterThan(0)
    expect(readdirSync(join(around.home, '.npm')).toSorted()).toEqual(['_cacache', '_logs', '_npx'])
    expect(existsSync(join(around.home, '.npm/_npx/kept/file'))).toBe(true)
    expect(npm('cache', 'verify').status).toBe(0)
    expect(npm('cache', 'add', join(around.home, 'sample-1.0.0.tgz')).status).toBe(0)
  })

  test('and pip’s, each where its setting says, or absent', async () => {
    const {around, run} = caches()
    expect((await run('pip', later)).status).toBe('absent')
    mkdirSync(join(around.home, '.cache/pip/http-v2'), {recursive: true})
    writeFileSync(join(around.home, '.cache/pip/http-v2/x'), 'x')
    expect(await run('pip', later)).toMatchObject({status: 'cleaned', files: 2})
    expect(lstatSync(join(around.home, '.cache/pip')).isDirectory()).toBe(true)
  })
})

function caches() {
  const around = newHome()
  const run = async (only: string, now: number) => {
    const {output} = await called('clean_cache_apply', around, {now, values: {only: [only]}})
    return (output as Output).areas[0] as Area
  }
  return {around, run}
}
