import {spawn, spawnSync} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import {resticEngine} from '../../../plugins/backup/src/restic/engine.ts'
import type {Settings} from '../../../plugins/backup/src/restic/settings.ts'
import {bundled} from '../bundled.ts'
import {needs} from '../../needs.ts'
import {jobIn, newPlace, optionsFor} from './place.ts'
import type {ResticSteps} from './programs/restic-steps.ts'

const password = 'correct horse battery'
const settings: Settings = {password, url: undefined, user: '', userPassword: '', host: 'ada', data: ''}
const whole = {only: [], overwrite: false}
const keepOne = {daily: 1, weekly: 0, monthly: 0, days: 0}

// To work out a key is half a second: what can be shown in one repository is.
let empty = ''

needs('restic', 'apt-get install restic')('restic', () => {
  beforeAll(async () => {
    empty = mkdtempSync(join(tmpdir(), 'restic-empty-'))
    restic(empty, ['init'])
  })
  afterAll(() => rmSync(empty, {recursive: true}))

  test('saves, shows, verifies, drills, restores and prunes whatever a name is made of', async () => {
    const {source, put, ready, job, options, engine, below, scratch} = placeWith()
    for (const name of ['a\nb', '-rf', ' ', '"\\$(id)`', '[a]*?', 'ü', 'x'.repeat(255), 'd/e/f']) put(name)
    writeFileSync(Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xff, 0xfe, 0xc3])]), 'bytes')
    put('large', Buffer.alloc(40_000_000, 'parrot'))
    chmodSync(put('program'), 0o4755)
    linkSync(put('one'), join(source, 'other'))
    symlinkSync('/no/such/place', join(source, 'link'))
    utimesSync(put('old'), 1e9, 1_234_567_890)
    ready()
    const created = await engine.create(job, options)
    expect(created).toMatchObject({missingCount: 0, changedCount: 0, skippedCount: 0, files: 14})
    const {archive = ''} = created
    expect(await engine.list(job)).toMatchObject({
      archives: [{archive, state: 'complete', bytes: created.bytes, missingCount: 0, why: ''}],
    })
    expect(await engine.drill(job, {sample: 500, scratch})).toMatchObject({
      sampled: 14,
      sameAsSource: 14,
      changedSince: 0,
      differentCount: 0,
    })
    expect(readdirSync(scratch)).toEqual(['.drill.guard'])
    const restored = await engine.restore(job, {below, ...whole})
    expect(restored).toMatchObject({failedCount: 0, folder: join(below, `backup-${archive}`)})
    expect(restored.notKept).toContain('set-user-id and set-group-id bits')
    chmodSync(join(source, 'program'), 0o755)
    expect(tree(join(restored.folder, source))).toEqual(tree(source))
    await expect(engine.restore(job, {below, ...whole})).rejects.toThrow('is there already')
    await engine.create(job, options)
    const dry = await engine.prune({...job, dryRun: true}, keepOne)
    expect([dry.removed, (await engine.list(job)).archives.length]).toEqual([[archive], 2])
    expect(await engine.prune(job, keepOne)).toMatchObject({removed: [archive], refused: ''})
    expect(await engine.prune(job, keepOne)).toMatchObject({removed: [], refused: ''})
    expect(await engine.verify(job, {all: true})).toMatchObject({archives: [{damagedCount: 0}]})
  })

  test('makes a repository only where it is told to, and where there is nothing else', async () => {
    const {job, options, engine, dir, put} = placeWith({init: false})
    put('x')
    await expect(engine.create(job, options)).rejects.toThrow('--init')
    await expect(engine.list(job)).rejects.toThrow('there is no repository in')
    writeFileSync(join(dir, 'mine'), 'mine')
    await expect(engine.create(job, {...options, init: true})).rejects.toThrow('is not empty')
    expect(readdirSync(dir).sort()).toEqual(['.backup.guard', 'mine'])
    rmSync(join(dir, 'mine'))
    // What a killed one leaves: a key, and no repository.
    mkdirSync(join(dir, 'keys'))
    writeFileSync(join(dir, 'keys', 'a'.repeat(64)), 'x')
    expect(await engine.create({...job, dryRun: true}, {...options, init: true})).toMatchObject({files: 1})
    expect(readdirSync(dir)).not.toContain('config')
    expect((await engine.create(job, {...options, init: true})).archive).toMatch(/^[0-9a-f]{8}$/)
  })

  test('says what to do where the password is wrong, or restic or the server is not there, and never says the password', async () => {
    const {job} = placeWith()
    const wrong = resticEngine({...settings, password: 'tr0ub4dor', data: job.dir})
    const said = await wrong.list(job).catch((error: Error) => error.message)
    expect(said).toContain('BACKUP_PASSWORD')
    expect(said).not.toContain('tr0ub4dor')
    const away = resticEngine({
      ...settings,
      url: 'https://127.0.0.1:1/x/',
      user: 'ada',
      userPassword: 'hidden',
      data: '',
    })
    const unreachable = await away.list(job).catch((error: Error) => error.message)
    expect(unreachable).toMatch(/^https:\/\/127\.0\.0\.1:1\/x\/ cannot be reached: .*try again$/)
    expect(unreachable).not.toContain('hidden')
    const path = process.env['PATH']
    process.env['PATH'] = '/nonexistent'
    const absent = await resticEngine(settings)
      .list(job)
      .catch((error: Error) => error)
      .finally(() => (process.env['PATH'] = path))
    expect(absent).toMatchObject({
      message: 'restic is not installed',
      next: expect.stringMatching(/apt-get install restic.*embedded/),
    })
  })

  test('names what it may not read, and has the rest; what is special and what it is told to leave out, too', async () => {
    const {root, source, put, ready, dir, data} = placeWith()
    for (const name of ['open', 'a.tmp', '[x].log', 'y.log']) put(name)
    chmodSync(put('secret'), 0)
    mkdirSync(join(source, 'closed'), {mode: 0})
    spawnSync('mkfifo', [join(source, 'pipe')])
    const server = createServer().listen(join(source, 'socket'))
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    ready()
    for (const folder of [root, source, join(root, 'archives')]) chmodSync(folder, 0o755)
    const nobody = process.getuid?.() === 0 ? 65_534 : undefined
    if (nobody !== undefined) spawnSync('chown', ['-R', `${nobody}`, dir, data])
    const absent = join(root, 'absent')
    const options = {...optionsFor(source, absent), excludes: ['*.tmp', '[x].log', '!y.log']}
    const [created] = await steps({dir, data, steps: [{command: 'create', options}]}, nobody)
    const {missing, skipped, ...counts} = created as Record<string, {path: string; why: string}[]>
    expect(counts).toMatchObject({files: 2, missingCount: 3})
    expect(byPath(missing ?? [])).toEqual({
      [join(source, 'closed')]: 'may not be read',
      [join(source, 'secret')]: 'may not be read',
      [absent]: 'it is not there',
    })
    expect(byPath(skipped ?? [])).toEqual({
      [join(source, 'a.tmp')]: 'excluded',
      [join(source, '[x].log')]: 'excluded',
      [join(source, 'pipe')]: 'a pipe',
      [join(source, 'socket')]: 'a socket',
    })
    const there = restic(dir, ['ls', 'latest'])
      .stdout.split('\n')
      .filter((name) => name.startsWith(`${source}/`))
    expect(there.map((name) => name.slice(source.length + 1)).sort()).toEqual(['open', 'y.log'])
    chmodSync(join(source, 'closed'), 0o755)
  })

  test('of nothing there is no snapshot, and an empty source beside others is missing', async () => {
    const {root, source, put, ready, job, options, engine} = placeWith()
    const empty = join(root, 'photos')
    mkdirSync(empty)
    ready()
    for (const dryRun of [false, true])
      await expect(engine.create({...job, dryRun}, optionsFor(empty))).rejects.toThrow(
        `no snapshot was made; ${empty}: it is empty; is its disk mounted?`,
      )
    put('x')
    const why = 'it is empty; is its disk mounted?'
    expect(await engine.create(job, {...options, sources: [source, empty]})).toMatchObject({
      files: 1,
      missing: [{path: empty, why}],
    })
    expect((await engine.list(job)).archives).toHaveLength(1)
  })

  test('says of a file that it was written to meanwhile, and refuses patterns that would mean another thing', async () => {
    const {put, ready, job, options, engine} = placeWith()
    const file = put('grows')
    put('still')
    ready()
    const writing = setInterval(() => appendFileSync(file, 'more'), 20)
    const created = await engine.create(job, options).finally(() => clearInterval(writing))
    expect(created).toMatchObject({changedCount: 1, changed: [{path: file}]})
    await expect(engine.create(job, {...options, excludes: ['/srv/**.log']})).rejects.toThrow('stands alone')
  })

  test('never follows a link in the path of a source', async () => {
    const {root, source, put, ready, job, engine} = placeWith()
    put('x')
    symlinkSync(source, join(root, 'link'))
    ready()
    await expect(engine.create(job, optionsFor(join(root, 'link', 'x')))).rejects.toThrow(
      'a part of its path is',
    )
  })

  test('puts files over others only when told to, each whole, and never out of the folder by a link that is there', async () => {
    const {root, source, put, ready, job, options, engine, below} = placeWith()
    put('door/kept')
    put('file', 'saved')
    symlinkSync('file', join(source, 'link'))
    ready()
    await engine.create(job, options)
    const here = join(below, 'here', source)
    mkdirSync(here, {recursive: true})
    symlinkSync('file', join(here, 'link'))
    const {atimeNs, mtimeNs} = lstatSync(join(source, 'link'), {bigint: true})
    lutimesSync(join(here, 'link'), Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9)
    const out = join(root, 'out')
    mkdirSync(out)
    writeFileSync(join(out, 'kept'), 'untouched')
    symlinkSync(out, join(here, 'door'))
    symlinkSync(join(out, 'kept'), join(here, 'file'))
    writeFileSync(join(here, 'own'), 'own')
    await expect(engine.restore(job, {below, into: 'here', ...whole})).rejects.toThrow('is there already')
    const over = {below, into: 'here', only: [], overwrite: true}
    const {there} = await engine.restore({...job, dryRun: true}, over)
    expect(there).toMatchObject({fresh: 0, same: 1, different: 1, blocked: 2})
    expect(there?.files.map(({what, why}) => [what, why])).toContainEqual(['would replace', 'a link'])
    const {failed} = await engine.restore(job, over)
    expect(failed.map(({path}) => path)).toEqual([join(source, 'door')])
    expect([readFileSync(join(out, 'kept'), 'utf8'), readFileSync(join(here, 'file'), 'utf8')]).toEqual([
      'untouched',
      'saved',
    ])
    expect([readdirSync(here).sort(), readdirSync(below).sort()]).toEqual([
      ['door', 'file', 'link', 'own'],
      ['.restore.guard', 'here'],
    ])
    await expect(
      engine.restore(job, {below, into: 'new', only: ['/absent'], overwrite: false}),
    ).rejects.toThrow('/absent is not in')
    const {entries} = await engine.restore(job, {
      below,
      into: 'new',
      only: [join(source, 'file')],
      overwrite: false,
    })
    expect([entries, readdirSync(join(below, 'new', source))]).toEqual([1, ['file']])
  })

  test('finds what is damaged, names the files, restores the others and prunes nothing', async () => {
    const {source, put, ready, job, options, engine, dir, below, scratch} = placeWith()
    put('large', Buffer.from(Array.from({length: 3_000_000}, () => Math.random() * 256)))
    put('small')
    ready()
    const first = await engine.create(job, options)
    put('later')
    const {archive} = await engine.create(job, options)
    damage(largest(join(dir, 'data')))
    const {archives} = await engine.verify(job, {all: false})
    const paths = archives.map(({archive, damaged}) => [archive, damaged.map(({path}) => path)])
    expect(Object.fromEntries(paths)).toMatchObject({
      [archive ?? '']: expect.arrayContaining([join(source, 'large')]),
      [first.archive ?? '']: expect.arrayContaining([join(source, 'large')]),
    })
    const {differentCount, different} = await engine.drill(job, {sample: 500, scratch})
    expect([differentCount, different]).toEqual([
      1,
      [{path: join(source, 'large'), why: expect.stringContaining('could not be restored')}],
    ])
    const restored = await engine.restore(job, {below, ...whole})
    expect(restored.failed).toEqual([{path: join(source, 'large'), why: 'it is damaged in the repository'}])
    expect(readdirSync(join(restored.folder, source)).sort()).toEqual(['later', 'small'])
    expect(restored.bytes).toBeLessThan(1000)
    expect(await engine.prune({...job, dryRun: true}, keepOne)).toMatchObject({
      removed: [],
      refused: expect.stringContaining('nothing would be removed'),
    })
    expect(await engine.prune(job, keepOne)).toMatchObject({
      removed: [],
      refused: expect.stringContaining('nothing was removed'),
    })
    // The entry of a snapshot itself.
    const name = readdirSync(join(dir, 'snapshots')).find((one) => one.startsWith(first.archive ?? '?')) ?? ''
    damage(join(dir, 'snapshots', name))
    expect((await engine.list(job)).archives.map(({state}) => state).sort()).toEqual(['complete', 'damaged'])
    expect((await engine.create(job, options)).missingCount).toBe(0)
  })

  test('says how it is mended, and once that is done a backup is good again, and says which older one is not', async () => {
    const {source, put, ready, job, options, engine, dir} = placeWith()
    put('large', randomBytes(3_000_000))
    put('gone', randomBytes(2000))
    ready()
    const first = await engine.create(job, options)
    // All that is in the pack: restic 0.16 saves what is still whole.
    damage(largest(join(dir, 'data')), 1000)
    const said: string[] = []
    await engine.verify({...job, log: (_, line) => void said.push(line)}, {all: true})
    const [mend = ''] = said
    expect(mend).toContain('then save what is still there anew: parrot backup create')
    const commands = mend
      .replace(/^to mend it: /, '')
      .split('; ')
      .filter((one) => !one.startsWith('then '))
    const aside = dirname(dir)
    for (const command of commands.filter((one) => one !== 'and look again: parrot backup verify --all')) {
      const words = command.replace('/var/tmp/', `${aside}/`).split(' ')
      const env = {PATH: process.env['PATH'], HOME: aside, RESTIC_PASSWORD: password}
      const ended = spawnSync(words[0] ?? '', words.slice(1), {env, encoding: 'utf8', cwd: aside})
      expect(ended).toMatchObject({status: 0})
    }
    rmSync(join(source, 'gone'))
    const created = await engine.create(job, options)
    expect(created).toMatchObject({missingCount: 0, files: 1})
    const {archives} = await engine.verify(job, {all: true})
    const rows = archives.map(({archive, damaged}) => [archive, damaged.map(({path}) => path)])
    expect(Object.fromEntries(rows)).toEqual({
      [created.archive ?? '']: [],
      [first.archive ?? '']: [join(source, 'gone')],
    })
  })

  test('a source whose bytes changed by themselves is found by a drill', async () => {
    const {put, ready, job, options, engine, scratch} = placeWith()
    const rotten = put('rotten')
    rmSync(put('gone'))
    const gone = put('gone too')
    ready()
    await engine.create(job, options)
    rmSync(gone)
    const {atimeNs, mtimeNs} = statSync(rotten, {bigint: true})
    writeFileSync(rotten, 'rOtten')
    spawnSync('touch', [
      '-d',
      `@${mtimeNs / 1_000_000_000n}.${`${mtimeNs % 1_000_000_000n}`.padStart(9, '0')}`,
      rotten,
    ])
    expect(atimeNs).toBeGreaterThan(0n)
    const drilled = await engine.drill(job, {sample: 500, scratch})
    expect(drilled).toMatchObject({sampled: 2, sameAsSource: 0, changedSince: 1})
    expect(drilled.different).toEqual([
      {path: rotten, why: expect.stringContaining('its source has other bytes')},
    ])
  })

  test('keeps what others have in the repository, and does not take their newest for its own', async () => {
    const {put, ready, job, options, engine, dir, data} = placeWith()
    put('x')
    ready()
    restic(dir, ['backup', '--host', 'ada', options.sources[0] ?? ''])
    restic(dir, ['backup', '--host', 'grace', '--tag', 'parrot', options.sources[0] ?? ''])
    const {archives} = await engine.list(job)
    expect(archives.map(({why, bytes}) => [why, bytes])).toEqual([
      ['of another machine: grace', null],
      ['', null],
    ])
    const nameless = resticEngine({...settings, host: '', data})
    await expect(nameless.verify(job, {all: false})).rejects.toMatchObject({
      message: expect.stringMatching(/but of grace, ada$/),
      next: 'name one: parrot backup list',
    })
    await engine.create(job, options)
    expect((await engine.prune(job, keepOne)).removed).toEqual([])
    expect((await engine.list(job)).archives.length).toBe(3)
  })

  test('says who holds the repository, and takes a dead lock of its own away, never one of somebody else', async () => {
    const {put, ready, job, options, engine, dir, data} = placeWith()
    put('x')
    ready()
    await engine.create(job, options)
    const other = await holding(dir)
    const said = await engine
      .prune(job, {...keepOne, daily: 0, days: 1})
      .catch((error: Error) => error.message)
    expect(said).toMatchObject({removed: []})
    await engine.create(job, options)
    const refused = await engine.prune(job, keepOne).catch((error: Error) => error.message)
    expect(refused).toMatch(
      new RegExp(`is locked.* by PID ${other.pid} on .*since .* UTC: try again later.*unlock`),
    )
    // Of a run of our own that was killed, the same lock is nobody's.
    other.kill('SIGKILL')
    await once(other, 'exit')
    await expect(engine.prune(job, keepOne)).rejects.toThrow('is locked')
    const mark = {pid: other.pid, startedAt: other.startedAt, others: []}
    writeFileSync(join(data, 'restic-run.json'), JSON.stringify(mark))
    expect((await engine.prune(job, keepOne)).removed.length).toBe(1)
    expect([readdirSync(join(dir, 'locks')), readdirSync(data).includes('restic-run.json')]).toEqual([
      [],
      false,
    ])
  })

  test('says how far it is where that takes a while', async () => {
    const {put, ready, job, options, engine} = placeWith()
    for (let at = 0; at < 4; at++) put(`large-${at}`, randomBytes(60_000_000))
    ready()
    const told: number[] = []
    await engine.create({...job, progress: (share) => void told.push(share)}, options)
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.every((share) => share > 0 && share <= 1)).toBe(true)
  })

  test('taken back, it leaves no lock and the archives as they were', async () => {
    const {put, ready, options, engine, dir} = placeWith()
    put('large', Buffer.from(Array.from({length: 30_000_000}, (_, n) => (n * 2_654_435_761) >>> 24)))
    ready()
    const ending = new AbortController()
    const job = jobIn(dir, {signal: ending.signal})
    const look = setInterval(
      () =>
        readdirSync(join(dir, 'locks')).some((name) => name.length === 64) &&
        ending.abort(new Error('enough')),
    )
    await expect(engine.create(job, options)).rejects.toThrow('enough')
    clearInterval(look)
    expect([readdirSync(join(dir, 'locks')), readdirSync(join(dir, 'snapshots'))]).toEqual([[], []])
    expect(restic(dir, ['check']).status).toBe(0)
  })
})

/** A place as for the embedded engine, whose folder of archives is a repository with nothing in it. */
function placeWith({init = true} = {}) {
  const place = newPlace()
  const [data, scratch] = [join(place.root, 'data'), join(place.root, 'scratch')]
  for (const folder of [data, scratch]) mkdirSync(folder)
  if (init) spawnSync('cp', ['-a', `${empty}/.`, place.dir])
  // What is written in the same tick as a backup begins would count as written to meanwhile.
  const ready = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30)
  return {...place, data, scratch, ready, engine: resticEngine({...settings, data})}
}

function restic(dir: string, words: readonly string[]) {
  const env = {PATH: process.env['PATH'], RESTIC_PASSWORD: password, RESTIC_REPOSITORY: dir}
  return spawnSync('restic', [...words, '--no-cache'], {encoding: 'utf8', env})
}

/** A restic of somebody else's that has the repository, and waits for more to save. */
async function holding(dir: string) {
  const env = {PATH: process.env['PATH'], RESTIC_PASSWORD: password, RESTIC_REPOSITORY: dir}
  const startedAt = Date.now()
  const child = spawn('restic', ['backup', '--stdin', '--no-cache'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  while (!readdirSync(join(dir, 'locks')).some((name) => name.length === 64)) await new Promise(setImmediate)
  return Object.assign(child, {startedAt})
}

async function steps(
  {dir, data, steps}: Omit<ResticSteps, 'settings'> & {readonly data: string},
  uid: number | undefined,
): Promise<readonly unknown[]> {
  const program = await bundled('test/plugins/backup/programs/restic-steps.ts')
  chmodSync(join(program, '..'), 0o755)
  const words = [program, JSON.stringify({dir, settings: {...settings, data}, steps})]
  const who = uid === undefined ? {} : {uid, gid: uid}
  const {stdout, stderr} = spawnSync(process.execPath, words, {encoding: 'utf8', ...who})
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as readonly unknown[]
}

function byPath(list: readonly {readonly path: string; readonly why: string}[]): Record<string, string> {
  return Object.fromEntries(list.map(({path, why}) => [path, why]))
}

function largest(folder: string): string {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).map((name) => join(folder, name))
  return files.toSorted((a, b) => lstatSync(b).size - lstatSync(a).size)[0] ?? ''
}

/** One bit in its middle, or one in every so many bytes; not in its end, which says what is in it. */
function damage(file: string, every?: number): void {
  chmodSync(file, 0o600)
  const bytes = readFileSync(file)
  const step = every ?? bytes.length
  for (let at = step >> 1; at < bytes.length - 1000 || at === bytes.length >> 1; at += step)
    bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

/** Everything below a folder: mode, time, and content or target, by its name as bytes. */
function tree(folder: string): Record<string, string> {
  const names = readdirSync(folder, {recursive: true, encoding: 'buffer'})
  const rows = names.map((name) => {
    const path = Buffer.concat([Buffer.from(`${folder}/`), name])
    const stats = lstatSync(path)
    const content = stats.isFile() ? readFileSync(path).toString('latin1').slice(0, 100) : ''
    const kind = stats.isSymbolicLink() ? '' : `${stats.mode.toString(8)} ${Math.floor(stats.mtimeMs)} `
    return [name.toString('latin1'), `${kind}${stats.nlink} ${content}`] as const
  })
  return Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
