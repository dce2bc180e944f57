import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {hasLists} from '../../../src/host/packages/apt/pending.ts'
import {difference, listed} from '../../../src/host/packages/difference.ts'
import {planDigest} from '../../../src/host/packages/digest.ts'
import {judged, told} from '../../../src/host/packages/ending.ts'
import {unfit, worse, type Check} from '../../../src/host/packages/health.ts'
import type {Change} from '../../../src/host/packages/manager.ts'
import {problem} from '../../../src/text/problem.ts'

const change = (name: string, more: Partial<Change> = {}): Change => ({
  name,
  arch: 'amd64',
  from: '1',
  to: '2',
  origin: 'Debian',
  security: false,
  ...more,
})
const check = (id: string, status: string): Check => ({id, status, sentence: 'so it is'})
const end = (how: 'done' | 'failed') => ({end: how, cause: how === 'done' ? '' : 'E: no', conffiles: []})

test('a digest is of the set: not of its order or its publisher, but of every name, architecture and version', () => {
  const set = [change('a'), change('b')]
  const digest = planDigest('apt', set)
  expect(digest).toMatch(/^sha256-[0-9a-f]{64}$/)
  expect(planDigest('apt', set.toReversed())).toBe(digest)
  expect(planDigest('apt', [change('a', {origin: 'x', security: true}), change('b')])).toBe(digest)
  const others = [
    [change('a')],
    [change('a'), change('b', {arch: 'i386'})],
    [change('a'), change('b', {from: null})],
    [change('a'), change('b', {to: '3'})],
    [change('a'), change('b'), change('c')],
    [change('a 1'), change('b')],
  ]
  const digests = [digest, planDigest('dnf', set), ...others.map((other) => planDigest('apt', other))]
  expect(new Set(digests).size).toBe(digests.length)
})

test('worse is what is critical now and was not before', () => {
  const before = [check('disk:/', 'warning'), check('units', 'critical'), check('clock', 'ok')]
  const after = [
    check('disk:/', 'critical'),
    check('units', 'critical'),
    check('clock', 'warning'),
    check('new', 'critical'),
  ]
  expect(worse(before, after).map(({id}) => id)).toEqual(['disk:/', 'new'])
  expect(worse(before, before)).toEqual([])
})

test('a full disk where packages go forbids an update, one elsewhere does not', () => {
  const ids = [
    'disk:/',
    'disk:/boot',
    'disk:/boot/firmware',
    'inodes:/var',
    'read_only:/usr',
    'disk:/media',
    'disk:/variety',
    'units',
  ]
  expect(unfit(ids.map((id) => check(id, 'critical'))).map(({id}) => id)).toEqual(ids.slice(0, 5))
  expect(unfit(ids.map((id) => check(id, 'warning')))).toEqual([])
})

test('how an update ended', () => {
  const half = {name: 'a', arch: 'all', version: '2', state: 'half-configured', settled: false}
  expect(judged(end('done'), [], [], [], 'dpkg')).toEqual({result: 'updated', harm: false, problems: []})
  expect(judged(end('done'), [half], [], [], 'dpkg')).toMatchObject({result: 'failed', harm: true})
  expect(judged(end('failed'), [], [], [check('x', 'critical')], 'dpkg')).toMatchObject({
    result: 'failed',
    problems: [{code: 'update_failed'}, {code: 'update_worse'}],
  })
  const asked = problem('update_no_health', {outcome: 'no_sandbox'})
  expect(judged(end('done'), [], asked, [], 'dpkg')).toMatchObject({result: 'unchecked', harm: false})
})

test('what became of taking it back', () => {
  const way = {command: 'apt-get install a=1', missing: [], done: false, cause: null}
  const codes = (...args: Parameters<typeof told>) => told(...args).map(({code}) => code)
  expect(codes(null)).toEqual([])
  expect(codes(way)).toEqual(['update_way_back'])
  expect(codes({...way, done: true})).toEqual(['update_rolled_back'])
  expect(codes({...way, cause: 'E: no', missing: ['b 1 → 2']})).toEqual([
    'update_not_rolled_back',
    'update_way_back',
    'update_way_back_missing',
  ])
  expect(codes({...way, command: null, missing: ['b 1 → 2']})).toEqual(['update_way_back_missing'])
})

test('a long difference is cut, and says by how much', () => {
  const many = Array.from({length: 25}, (_, at) => change(`p${at}`))
  expect(difference(many, []).params).toMatchObject({
    gone: expect.stringMatching(/^p0 1 → 2, .*p19 1 → 2, \+5$/),
    come: '-',
  })
  expect(difference(undefined, [change('a')])).toMatchObject({
    code: 'update_plan_unknown',
    params: {now: 'a 1 → 2'},
  })
  expect(listed([])).toBe('-')
})

test('apt without a list of packages knows of none, whatever else lies in that folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-lists-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  expect(hasLists(join(folder, 'nowhere'))).toBe(false)
  mkdirSync(join(folder, 'partial'))
  writeFileSync(join(folder, 'lock'), '')
  expect(hasLists(folder)).toBe(false)
  writeFileSync(join(folder, 'deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages.lz4'), '')
  expect(hasLists(folder)).toBe(true)
})
