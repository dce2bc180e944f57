import {execFileSync} from 'node:child_process'
import {globSync, readFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {Validator} from '@cfworker/json-schema'
import {describe, expect, test} from 'vitest'
import {collect} from '../../src/facts/collect.ts'
import type {FactName, Facts} from '../../src/facts/facts.ts'
import {checkManifest} from '../../src/manifest/check-manifest.ts'
import type {Manifest} from '../../src/manifest/manifest.ts'
import {table} from '../../src/terminal/table.ts'
import type {Report as Disks} from '../../plugins/check_disk/src/report.ts'
import {items} from '../../plugins/health_check/src/items.ts'
import type {Report as Health} from '../../plugins/health_check/src/report.ts'
import {needs} from '../needs.ts'
import {bundled, given} from './bundled.ts'

const host = {signal: new AbortController().signal, now: Date.now, runs: async () => [], server: null}

async function manifestOf(name: string): Promise<Manifest> {
  const file = join(import.meta.dirname, `../../plugins/${name}/manifest.json`)
  const checked = await checkManifest(readFileSync(file, 'utf8'), file, {shipped: true})
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems))
  return checked.manifest
}

/** What the host would send: the facts that the manifest asks for, and the defaults of its configuration. */
async function callOf({permissions = [], config = {}}: Manifest, input: object, facts?: Facts) {
  const names = permissions
    .filter((text) => text.startsWith('facts:'))
    .map((text) => text.slice('facts:'.length))
  const values = Object.entries(config).map(([key, {default: value}]) => [key, value])
  return {
    call: 'c1',
    input,
    config: Object.fromEntries(values) as Record<string, unknown>,
    facts: facts ?? (await collect(names as FactName[], host)),
    dryRun: false,
  }
}

async function ran<Report>(name: string, input: object, facts?: Facts): Promise<Report> {
  const manifest = await manifestOf(name)
  const file = await bundled(`plugins/${name}/src/main.ts`)
  const {status, stdout, stderr} = given(
    file,
    await callOf(manifest, input, facts),
    {},
    '--permission',
    `--allow-fs-read=${file}`,
  )
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  const {errors} = new Validator(manifest.output ?? {}, '2020-12', false).validate(JSON.parse(stdout))
  expect(errors).toEqual([])
  return JSON.parse(stdout) as Report
}

test('what changes the machine names its lock, but for what edits files that are locked where they are edited', async () => {
  const without: string[] = []
  for (const file of globSync('plugins/*/manifest.json', {cwd: join(import.meta.dirname, '../..')})) {
    const {name, lock, dryRun, commands = {}} = await manifestOf(basename(dirname(file)))
    const all = Object.values(commands)
    const some = all.length === 0 ? [{lock, dryRun}] : all
    if (some.some((one) => one.dryRun === true && one.lock === undefined)) without.push(name)
  }
  expect(without.toSorted()).toEqual(['server', 'setup_cron'])
})

describe.each(['check_disk', 'health_check'])('%s', (name) => {
  test('is one file that imports nothing but files', async () => {
    const source = readFileSync(await bundled(`plugins/${name}/src/main.ts`), 'utf8')
    const imports = [...source.matchAll(/(?:^import|\bimport\(|\brequire\()[^;]*?["']([^"']+)["']/gm)].map(
      ([, from]) => from,
    )
    expect(imports).toEqual(['node:fs'])
  })

  test('its table fits the page, and every row of the result is in it', async () => {
    const result = await ran<Partial<Health & Disks>>(name, {})
    const text = table(result, (await manifestOf(name)).output, {width: 80, paint: (_, text) => text}) ?? ''
    const shown = [...(result.checks ?? []).map(({id}) => id), ...(result.mounts ?? []).map(({path}) => path)]
    expect(shown.filter((word) => word.length < 26 && !text.includes(word))).toEqual([])
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text.endsWith(`\n\n${result.summary}`)).toBe(true)
  })

  test('quiet and well, it has nothing to show', async () => {
    const {mounts} = await collect(['mounts'], host)
    const facts = {
      mounts: mounts ?? [],
      load: {load1: 0, load5: 0, load15: 0, runnableTasks: 1, tasks: 1, onlineCpus: 1, usableCpus: 1},
    }
    const input = name === 'check_disk' ? {quiet: true, disk_threshold: 100} : {quiet: true, only: ['load']}
    const result = await ran<Partial<Health>>(name, input, facts)
    expect(table(result, (await manifestOf(name)).output, {width: 80, paint: (_, text) => text})).toBe('')
  })
})

needs('free', 'apt-get install procps')('the numbers of this machine', () => {
  test('the disks of df', async () => {
    for (const {path, usedPercent} of (await ran<Disks>('check_disk', {})).mounts) {
      const [, percent] = execFileSync('df', ['--output=pcent', path], {encoding: 'utf8'}).split('\n')
      // df rounds up to whole percents, and others write meanwhile.
      expect(
        Math.abs(Math.ceil(usedPercent ?? Number.NaN) - Number.parseInt(percent ?? '', 10)),
      ).toBeLessThanOrEqual(1)
    }
  })

  test('the memory of free, the load of /proc, the processes of /proc', async () => {
    const {checks} = await ran<Health>('health_check', {only: ['memory', 'load', 'zombies', 'read_only']})
    const valueOf = (id: string) => checks.find((check) => check.id === id)?.value ?? Number.NaN
    const [, main = ''] = execFileSync('free', ['-b'], {encoding: 'utf8'}).split('\n')
    const [total = 0, , , , , available = 0] = main.split(/\s+/).slice(1).map(Number)
    // Other programs take and give some memory meanwhile, and the averages move while this test runs.
    expect(Math.abs(valueOf('memory') - (1 - available / total) * 100)).toBeLessThan(5)
    const load5 = Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[1])
    const cpus = Number(execFileSync('getconf', ['_NPROCESSORS_ONLN'], {encoding: 'utf8'}))
    expect(Math.abs(valueOf('load') - load5 / cpus)).toBeLessThan(0.5)
    expect(valueOf('zombies')).toBeLessThan(100)
  })

  test('every item is in the report, and none that could not be looked at is green', async () => {
    const facts = await collect(['clock', 'units', 'server', 'pressure'], host)
    const {checks} = await ran<Health>('health_check', {})
    const statusOf = (item: string) =>
      checks.filter(({id}) => id.split(':')[0] === item).map(({status}) => status)
    expect([...new Set(checks.map(({id}) => id.split(':')[0]))]).toEqual(Object.keys(items))
    const missing = Object.entries(facts).filter(([, fact]) => 'unavailable' in fact || 'absent' in fact)
    expect(missing.map(([name]) => [name, statusOf(name)])).toEqual(
      missing.map(([name, fact]) => [name, ['unavailable' in fact ? 'unknown' : 'not_applicable']]),
    )
  })
})

describe('check_disk', () => {
  const space = {totalBytes: 1000, usedBytes: 970, availableBytes: 30, totalInodes: 10, usedInodes: 1}
  const mount = {
    path: '/',
    source: 'x',
    type: 'ext4',
    readOnly: 'no',
    wanted: null,
    stopped: null,
    onError: null,
    space,
  } as const
  const slow = {
    unavailable: {code: 'mount_slow', params: {}, says: '/srv did not answer within 1 s: the mount hangs.'},
  } as const

  test('says of each mount what is not well', async () => {
    const mounts = [
      mount,
      {...mount, path: '/srv', space: slow},
      {...mount, path: '/ok', space: {...space, usedBytes: 1, availableBytes: 999}},
    ]
    expect(await ran<Disks>('check_disk', {}, {mounts})).toMatchObject({
      findings: true,
      status: 'critical',
      summary: '3 mounts, 2 not well',
      mounts: [
        {
          path: '/',
          status: 'critical',
          usedPercent: 97,
          inodesPercent: 10,
          sentence: '97 % full, 30 B of 1000 B free',
        },
        {
          path: '/srv',
          status: 'unknown',
          totalBytes: null,
          sentence: '/srv did not answer within 1 s: the mount hangs',
        },
        {path: '/ok', status: 'ok', sentence: ''},
      ],
    })
  })

  test('quiet leaves out what is well', async () => {
    const mounts = [mount, {...mount, path: '/ok', space: {...space, usedBytes: 1, availableBytes: 999}}]
    const {mounts: shown} = await ran<Disks>('check_disk', {quiet: true, disk_threshold: 99}, {mounts})
    expect(shown).toEqual([])
    expect((await ran<Disks>('check_disk', {quiet: true}, {mounts})).mounts.map(({path}) => path)).toEqual([
      '/',
    ])
  })

  test.each([
    ['no fact', {}, 'did not hand over'],
    ['no mounts', {mounts: []}, 'no mount that holds data'],
    ['mounts that could not be had', {mounts: slow}, 'the mount hangs'],
    [
      'mounts that are absent',
      {mounts: {absent: {...slow.unavailable, says: 'There are none.'}}},
      'There are none.',
    ],
  ])('%s is a failure, and not an empty table', async (_, facts: Facts, cause) => {
    const file = await bundled('plugins/check_disk/src/main.ts')
    const {status, stdout, stderr} = given(file, await callOf(await manifestOf('check_disk'), {}, facts))
    expect({status, stdout}).toEqual({status: 1, stdout: ''})
    expect(stderr).toContain(cause)
  })
})
