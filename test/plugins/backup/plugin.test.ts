import {once} from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import type {CallResult, Request} from '../../../src/host/request.ts'
import {newHome, put, root} from '../../home.ts'
import {needs} from '../../needs.ts'
import {parrot, startParrot} from '../../terminal/program.ts'
import {forge} from './hostile.ts'

type Output = Record<string, unknown> & {readonly archive: string; readonly folder: string}

needs('bwrap', 'apt-get install bubblewrap')('the plugin in its sandbox', () => {
  test('what is wrong with hundreds of files of long names is told in what a run may write', async () => {
    const {ask, dir} = await machine()
    const long = (at: number) => Array.from({length: 250}, () => `${at}`.padStart(255, '\x01')).join('/')
    const entries = Array.from({length: 100}, (_, at) => ({path: long(at), really: {mode: 0o600}}))
    await forge(dir, entries)
    const {outcome, output} = await ask('verify')
    const {damaged, archives} = output as {damaged: unknown[]; archives: object[]}
    expect({outcome, archives}).toMatchObject({outcome: 'findings', archives: [{damagedCount: 100}]})
    expect(damaged.length).toBeGreaterThan(10)
  })

  test('saves, shows, verifies, drills, restores and prunes', async () => {
    const {ask, source, dir} = await machine()
    writeFileSync(join(source, 'closed'), 'closed', {mode: 0})
    mkdirSync(join(source, 'folder'), {mode: 0o700})
    writeFileSync(join(source, 'folder/in'), 'in it')
    const dry = await ask('create', {}, true)
    expect([dry.outcome, archivesIn(dir)]).toEqual(['ok', []])
    // Root's backup reads everything; that of anybody else names what it could not read, and has the rest.
    const asRoot = process.getuid?.() === 0
    const created = await ask('create')
    expect(created).toMatchObject(
      asRoot
        ? {outcome: 'ok', output: {files: 2, missingCount: 0}}
        : {outcome: 'failed', output: {files: 1, missingCount: 1}},
    )
    const {archive} = created.output as Output
    expect(archivesIn(dir)).toEqual([archive])
    expect(statSync(join(dir, archive)).mode & 0o777).toBe(0o600)
    expect(await ask('list')).toMatchObject({
      outcome: 'ok',
      output: {archives: [{archive, state: 'complete'}]},
    })
    expect(await ask('verify', {all: true})).toMatchObject({outcome: 'ok', output: {damaged: []}})
    expect(await ask('drill')).toMatchObject({
      outcome: 'ok',
      output: {differentCount: 0, sampled: asRoot ? 2 : 1},
    })
    const moment = expect.stringMatching(/^20\S+Z$/)
    const {files, bytes} = created.output as {files: number; bytes: number}
    expect(await ask('list')).toMatchObject({
      output: {
        archives: [{files, bytes, engine: 'embedded', encrypted: false, verified: moment, drilled: moment}],
      },
    })
    const restored = await ask('restore')
    expect(restored).toMatchObject({outcome: 'ok', output: {failedCount: 0}})
    const copy = join((restored.output as Output).folder, source)
    expect(readFileSync(join(copy, 'folder/in'), 'utf8')).toBe('in it')
    expect(statSync(join(copy, 'folder')).mode & 0o777).toBe(0o700)
    expect(await ask('restore')).toMatchObject({
      outcome: 'failed',
      log: expect.stringContaining('is there already'),
    })
    for (const [verb, input, would] of [
      ['restore', {overwrite: true}, 'would restore '],
      ['drill', {}, 'would compare '],
    ] as const)
      expect(await ask(verb, input, true)).toMatchObject({
        outcome: 'ok',
        output: {summary: expect.stringContaining(would)},
      })
    expect(await ask('prune')).toMatchObject({outcome: 'ok', output: {removed: []}})
  })

  test('what is damaged is a finding, with exit status 3', async () => {
    const {ask, dir, home, source} = await machine()
    writeFileSync(join(source, 'x'), 'x'.repeat(100))
    const {archive} = (await ask('create')).output as Output
    const bytes = readFileSync(join(dir, archive))
    bytes[60] = (bytes[60] ?? 0) ^ 1
    writeFileSync(join(dir, archive), bytes)
    expect(await ask('verify')).toMatchObject({
      outcome: 'findings',
      output: {damaged: [{archive}, {archive}]},
    })
    expect(await ask('drill')).toMatchObject({outcome: 'findings', output: {differentCount: 1}})
    const {status, stdout} = parrot(home, ['backup', 'verify'])
    expect([status, stdout]).toEqual([3, expect.stringContaining('cannot be read')])
    const {status: listing, stdout: listed} = parrot(home, ['backup', 'list'])
    expect(listed).toMatch(new RegExp(`^archive +when +files +content +size\n${archive}  20\\d\\d-`))
    expect(listed).toMatch(/embedded, not encrypted, verified \d+ s ago with findings, drilled /)
    expect(listing).toBe(3)
    const [, ...words] =
      /found it wrong; to see what: (parrot [^;]+);/.exec(listed.replaceAll(/\s+/g, ' ')) ?? []
    expect(words).toEqual([`parrot backup verify ${archive}`])
    expect(listed).toContain('1 archive, 1 found wrong by verify or drill')
    expect(Math.max(...listed.split('\n').map(({length}) => length))).toBeLessThanOrEqual(80)
  })

  test('what a drill found stands in the list after a verify that found nothing, until a drill finds nothing', async () => {
    const {ask, source} = await machine()
    const file = join(source, 'x')
    writeFileSync(file, 'as it was')
    const then = new Date('2026-01-02T03:04:05Z')
    utimesSync(file, then, then)
    const {archive} = (await ask('create')).output as Output
    writeFileSync(file, 'as it is!')
    utimesSync(file, then, then)
    expect(await ask('drill')).toMatchObject({outcome: 'findings'})
    expect(await ask('verify')).toMatchObject({outcome: 'ok'})
    const why = expect.stringContaining(`parrot backup drill ${archive}`)
    expect(await ask('list')).toMatchObject({
      outcome: 'findings',
      output: {archives: [{state: 'complete', found: true, why}]},
    })
    writeFileSync(file, 'and now it is longer')
    expect(await ask('drill')).toMatchObject({outcome: 'ok'})
    expect(await ask('list')).toMatchObject({outcome: 'ok', output: {archives: [{found: false, why: ''}]}})
  })

  test('where the newest is damaged, a drill of the one before finds that, and nothing of the other', async () => {
    const {ask, source, dir} = await machine()
    writeFileSync(join(source, 'x'), 'x'.repeat(100))
    const {archive: good} = (await ask('create')).output as Output
    const {archive: newest} = (await ask('create')).output as Output
    truncateSync(join(dir, newest), 100)
    const {outcome, output, log} = await ask('drill')
    expect({outcome, output, log}).toMatchObject({
      outcome: 'findings',
      output: {
        archive: good,
        sameAsSource: 1,
        differentCount: 0,
        different: [],
        damaged: [{path: newest}],
        summary: expect.stringMatching(
          `^1 file, 100 B, of ${good}: 1 as their source, .*, 0 different; the newest, ${newest}, is damaged; this is the older of 20.* UTC$`,
        ),
      },
      log: expect.stringContaining(`warn: ${newest}: its end is missing`),
    })
    const drilled = expect.stringMatching(/^20/)
    expect(await ask('list')).toMatchObject({
      output: {
        archives: [
          {archive: newest, state: 'damaged', found: true, drilled},
          {archive: good, state: 'complete', found: false, drilled},
        ],
      },
    })
    rmSync(join(dir, good))
    expect(await ask('drill')).toMatchObject({
      outcome: 'findings',
      output: {archive: newest, differentCount: 0, summary: `${newest} is damaged`},
    })
  })

  test('where the newest is damaged, a restore of the one before says so', async () => {
    const {ask, source, dir} = await machine()
    writeFileSync(join(source, 'x'), 'x'.repeat(100))
    const {archive: good} = (await ask('create')).output as Output
    const {archive: newest} = (await ask('create')).output as Output
    truncateSync(join(dir, newest), 100)
    const log = expect.stringContaining(`warn: ${newest}: its end is missing`)
    const summary = expect.stringMatching(
      `, of ${good} in(?:to)? .*; the newest, ${newest}, is damaged; this is the older of 20.* UTC$`,
    )
    const output = {archive: good, failedCount: 0, damaged: [{path: newest}], summary}
    for (const dryRun of [true, false])
      expect(await ask('restore', {}, dryRun)).toMatchObject({outcome: 'ok', output, log})
    const named = {archive: good, into: 'named'}
    expect(await ask('restore', named)).toMatchObject({outcome: 'ok', output: {damaged: []}, log: ''})
  })

  test('what could not be read makes it fail, and its result is told all the same', async () => {
    const {ask, source, home} = await machine()
    writeFileSync(join(source, 'x'), 'x')
    mkdirSync(join(source, 'd/'.repeat(1100)), {recursive: true})
    const {outcome, output} = await ask('create')
    expect({outcome, output}).toMatchObject({
      outcome: 'failed',
      output: {files: 1, missingCount: 1, missing: [{why: 'it lies too deep'}]},
    })
    const {status, stdout, stderr} = parrot(home, ['backup', 'create'])
    expect([status, stdout, stderr]).toEqual([
      1,
      expect.stringContaining('1 could not be read'),
      expect.stringContaining('it lies too deep'),
    ])
  })

  test('what the sandbox hides of Parrot itself is named', async () => {
    const {ask, home} = await machine((root) => ({sources: [root]}))
    writeFileSync(join(home, 'letter'), 'hello')
    const {output} = await ask('create')
    const {skipped} = output as {skipped: {path: string; why: string}[]}
    const hidden = skipped.filter(({why}) => why.includes('the sandbox hides')).map(({path}) => path)
    expect(hidden).toContain(join(home, 'state'))
  })

  test('Ctrl-C leaves the archives as they were', async () => {
    const {ask, dir, home, source} = await machine()
    for (let n = 0; n < 3; n++)
      writeFileSync(join(source, `${n}`), Buffer.alloc(150_000_000, `${n} parrots `))
    const told: string[] = []
    await ask('create', {}, false, {progress: ({message}) => void told.push(message ?? '')})
    expect(told.join('\n')).toMatch(/\d MiB of 429 MiB, \d+ s left/)
    const before = archivesIn(dir)
    const child = startParrot(home, ['backup', 'create', '--json'])
    const ended = once(child, 'close')
    while (!readdirSync(dir).some((name) => name.endsWith('.partial')) && child.exitCode === null)
      await new Promise(setImmediate)
    child.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    expect([archivesIn(dir), readdirSync(dir).filter((name) => name.endsWith('.partial'))]).toEqual([
      before,
      [],
    ])
    expect(await ask('verify', {all: true})).toMatchObject({outcome: 'ok'})
  })

  test('into a folder that it may not write it says whose that has to be', async () => {
    const {ask, dir} = await machine()
    if (process.getuid?.() === 0) chownSync(dir, 1234, 1234)
    else chmodSync(dir, 0o500)
    expect(await ask('create')).toMatchObject({
      outcome: 'failed',
      log: expect.stringContaining('make it a folder of the user that backups run as'),
    })
  })

  test('without a folder it says what to set', async () => {
    const {ask, home} = await machine(() => ({config: {}}))
    const unset = {
      outcome: 'invalid_input',
      problems: [{params: {key: 'BACKUP_SOURCES'}}, {params: {key: 'BACKUP_DIR'}}],
    }
    expect(await ask('list')).toMatchObject(unset)
    const {status, stderr} = parrot(home, ['backup', 'create'])
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('→ Set it: parrot plugin config backup set BACKUP_DIR /FOLDER\n'),
    ])
  })
})

test.each([
  [['verify', 'nope'], 'want the name of an archive, as backup list shows it.'],
  [['restore', '--into', '../x'], 'want the name of one folder, without a slash and no dot first.'],
  [['verify', 'nope', '--lang', 'de'], 'erwartet: der Name eines Archivs, wie backup list ihn zeigt.'],
])('what is no name is told in words: %j', async (words, told) => {
  const {home} = await machine()
  const {status, stderr} = parrot(home, ['backup', ...words])
  expect([status, stderr]).toEqual([2, expect.stringContaining(told)])
})

needs('bwrap', 'apt-get install bubblewrap')('a folder of archives', () => {
  test('that everybody can write to is warned of', async () => {
    const {ask, dir, source} = await machine()
    writeFileSync(join(source, 'letter'), 'hello')
    expect(await ask('create')).toMatchObject({outcome: 'ok', log: ''})
    chmodSync(dir, 0o777)
    const log = expect.stringContaining(`warn: ${dir} can be written by everybody`)
    expect(await ask('create')).toMatchObject({outcome: 'ok', log})
  })

  test('that is not there, as of a disk that is not mounted, is no lack of a sandbox', async () => {
    const {home, dir} = await machine()
    rmSync(dir, {recursive: true})
    const {status, stderr} = parrot(home, ['backup', 'create'])
    expect([status, stderr]).toEqual([1, expect.stringContaining(`BACKUP_DIR of "backup" names ${dir}`)])
    expect(stderr).toContain('parrot plugin config backup set BACKUP_DIR VALUE')
  })
})

/** A home whose configuration names a source, a folder for archives and one to restore in, and how to call the plugin there. */
async function machine(
  change: (root: string) => {readonly sources?: readonly string[]; readonly config?: object} = () => ({}),
) {
  const place = mkdtempSync(join(tmpdir(), 'backup-plugin-'))
  onTestFinished(() => rmSync(place, {recursive: true, force: true, maxRetries: 10}))
  const [source, dir, below] = ['source', 'archives', 'restored'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [source, dir, below]) mkdirSync(folder)
  const home = newHome()
  const {sources = [source], config} = change(home.home)
  const settings = {BACKUP_SOURCES: sources, BACKUP_DIR: dir, BACKUP_RESTORE_DIR: below}
  put(join(home.home, 'config/config.json'), {plugins: {backup: config ?? settings}})
  const opened = await openParrot({...home, root})
  onTestFinished(() => opened.close())
  const ask = async (
    command: string,
    values: object = {},
    dryRun = false,
    watch: Request['watch'] = {},
  ): Promise<CallResult> =>
    opened.call({
      tool: `backup_${command}`,
      by: opened.operator,
      door: 'terminal',
      input: async () => ({values: values as Record<string, unknown>}),
      dryRun,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch,
    })
  return {ask, source, dir, below, home: home.home}
}

function archivesIn(dir: string): string[] {
  return readdirSync(dir).filter((name) => name.startsWith('backup-'))
}
