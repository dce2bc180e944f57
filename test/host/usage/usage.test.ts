import {execFileSync, spawnSync} from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {newHome} from '../../home.ts'
import {called, type Asked} from '../called-builtin.ts'

type Output = {
  under: string
  bytes: number
  entries: number
  complete: boolean
  unreadable: number
  elsewhere: number
  folders: {path: string; bytes: number; percent: number; entries: number}[]
}

function stage() {
  const root = mkdtempSync(join(tmpdir(), 'parrot-usage-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  const around = newHome()
  const usage = async (under = root, asked: Asked = {}) => {
    const {outcome, problems, output} = await called('disk_usage', around, {
      ...asked,
      values: {under, ...asked.values},
    })
    return {outcome, codes: problems.map(({code}) => code), ...(output as Output)}
  }
  const fill = (path: string, size: number) => {
    mkdirSync(join(root, path, '..'), {recursive: true})
    writeFileSync(join(root, path), Buffer.alloc(size, 'x'))
  }
  return {root, around, usage, fill}
}

/** Bytes by du, which counts as we do: blocks, hard links once, one file system. */
function du(path: string): number {
  return Number(execFileSync('du', ['-xs', '--block-size=1', path], {encoding: 'utf8'}).split('\t')[0])
}

test('the largest folders, each with all that is below it, in the figures of du', async () => {
  const {root, usage, fill} = stage()
  fill('big/deep/one', 3_000_000)
  fill('big/two', 1_000_000)
  fill('small/three', 10_000)
  symlinkSync('/usr', join(root, 'link'))
  writeFileSync(join(root, 'small/sparse'), '')
  truncateSync(join(root, 'small/sparse'), 1 << 30)
  const found = await usage(root, {values: {largest: 2}})
  expect(found).toMatchObject({outcome: 'ok', bytes: du(root), entries: 8, complete: true, elsewhere: 0})
  expect(found.folders.map(({path, bytes, entries}) => [path, bytes, entries])).toEqual([
    [join(root, 'big'), du(join(root, 'big')), 3],
    [join(root, 'big/deep'), du(join(root, 'big/deep')), 1],
  ])
})

test('a file of several names is counted once, wherever they are', async () => {
  const {root, usage, fill} = stage()
  fill('a/file', 1_000_000)
  mkdirSync(join(root, 'b'))
  for (let n = 0; n < 5; n++) linkSync(join(root, 'a/file'), join(root, `b/${n}`))
  expect((await usage()).bytes).toBe(du(root))
})

test('bounded: with its entries, its time or its caller gone it tells what it has, and that this is not all', async () => {
  const {usage, fill} = stage()
  for (let n = 0; n < 300; n++) fill(`d${n % 10}/f${n}`, 1)
  const few = await usage(undefined, {config: {USAGE_ENTRIES: 100}})
  expect(few).toMatchObject({outcome: 'ok', complete: false})
  expect(few.entries).toBeLessThanOrEqual(100)
  expect(await usage(undefined, {signal: AbortSignal.abort()})).toMatchObject({
    outcome: 'cancelled',
    complete: false,
  })
  expect((await usage()).entries).toBe(310)
})

test('hostile names are shown, each as one line', async () => {
  const {root, usage} = stage()
  for (const name of ['-rf', 'a\nb', '\u001b[2J']) mkdirSync(join(root, name))
  mkdirSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff])]))
  const {folders} = await usage()
  expect(folders.map(({path}) => path.slice(root.length + 1)).toSorted()).toEqual([
    '-rf',
    '\\x1b[2J',
    '\\xff',
    'a\\x0ab',
  ])
})

test('a path that a link leads through, a file and nothing are refused, and a link put in place of a folder is not followed', async () => {
  const {root, around, usage, fill} = stage()
  fill('real/file', 1)
  symlinkSync(join(root, 'real'), join(root, 'link'))
  for (const [path, code] of [
    ['link', 'usage_link'],
    ['link/below', 'usage_link'],
    ['real/file', 'usage_link'],
    ['none', 'usage_unreadable'],
  ] as const)
    expect(await usage(join(root, path))).toMatchObject({outcome: 'invalid_input', codes: [code]})
  mkdirSync(join(around.home, 'secret/deep'), {recursive: true})
  renameSync(join(root, 'real'), join(root, 'away'))
  symlinkSync(join(around.home, 'secret'), join(root, 'real'))
  expect((await usage()).folders.map(({path}) => path)).toEqual([join(root, 'away')])
})

test('a tree deeper than can be held is told to be incomplete', async () => {
  const {root, usage} = stage()
  execFileSync('sh', ['-c', 'cd "$1"; for i in $(seq 450); do mkdir d && cd d; done', 'sh', root])
  expect(await usage()).toMatchObject({outcome: 'ok', complete: false})
})

describe.skipIf(process.getuid?.() !== 0)('as root (needs root: sudo)', () => {
  test('another mount is named and not looked into, a bind mount of the same disk included', () => {
    const {root, around, fill} = stage()
    fill('outside/large', 500_000)
    for (const name of ['bound', 'other']) mkdirSync(join(root, 'in', name), {recursive: true})
    const file = join(import.meta.dirname, 'programs/usage.ts')
    const mounting = 'mount --bind "$1" "$2" && mount -t tmpfs none "$3" && shift 3 && exec "$@"'
    const words = [
      '-c',
      mounting,
      'sh',
      ...['outside', 'in/bound', 'in/other'].map((name) => join(root, name)),
    ]
    const argv = ['--mount', 'sh', ...words, process.execPath, file, around.home, join(root, 'in')]
    const {stdout, stderr} = spawnSync('unshare', argv, {encoding: 'utf8'})
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({output: {elsewhere: 2, entries: 2, folders: []}})
  })
})
