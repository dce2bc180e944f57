import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeEach, describe, expect, onTestFinished, test} from 'vitest'
import {openChecked, passedBefore, remember, saveChecked, stampOf} from '../../src/config/checked.ts'

const uid = process.getuid?.() ?? 0
let file = ''
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'checked-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  file = join(root, 'cache/notes.json')
})

const old = (text: string) => ({text, newest: 0n})
const open = (version = '1') => openChecked<string>(file, version, uid)

const saved = () => {
  const checked = open()
  remember(checked, '/etc/hosts', old('state'), 'fine')
  saveChecked(checked)
}

test('what was noted is there at the next start, for that file in that state alone', () => {
  saved()
  expect(passedBefore(open(), '/etc/hosts', old('state'))).toBe('fine')
  expect(passedBefore(open(), '/etc/hosts', old('other'))).toBeUndefined()
  expect(passedBefore(open(), '/etc/passwd', old('state'))).toBeUndefined()
  expect(passedBefore(open('2'), '/etc/hosts', old('state'))).toBeUndefined()
})

test('it lies where nobody else looks or writes, whatever the umask', () => {
  const before = process.umask(0)
  onTestFinished(() => void process.umask(before))
  saved()
  expect(statSync(join(root, 'cache')).mode & 0o777).toBe(0o700)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(root, 'cache'))).toEqual(['notes.json'])
})

describe('is not believed', () => {
  test.for([
    ['when others can read it', () => chmodSync(file, 0o640)],
    ['when others can write it', () => chmodSync(file, 0o602)],
    [
      'when it is a link',
      () => {
        renameSync(file, `${file}2`)
        symlinkSync(`${file}2`, file)
      },
    ],
    ['when it is damaged', () => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -5))],
    ['when it is empty', () => writeFileSync(file, '')],
    ['when it is something else', () => writeFileSync(file, 'null')],
    [
      'when it is a folder',
      () => {
        rmSync(file)
        mkdirSync(file)
      },
    ],
    [
      'when it is very large',
      () => writeFileSync(file, `${readFileSync(file, 'utf8')}${' '.repeat(9 * 1024 * 1024)}`),
    ],
  ] as const)('%s', ([, spoil]) => {
    saved()
    expect(passedBefore(open(), '/etc/hosts', old('state'))).toBe('fine')
    spoil()
    expect(passedBefore(open(), '/etc/hosts', old('state'))).toBeUndefined()
  })

  test("when it is somebody else's", () => {
    saved()
    const theirs = openChecked<string>(file, '1', uid + 1)
    expect(passedBefore(theirs, '/etc/hosts', old('state'))).toBeUndefined()
  })
})

test('what changed just now is not noted: it could change again within one tick of the clock', () => {
  const checked = open()
  const target = join(root, 'target')
  writeFileSync(target, 'x')
  const stamp = stampOf(lstatSync(target, {bigint: true}))
  remember(checked, target, stamp, 'fine')
  expect(passedBefore(checked, target, stamp)).toBeUndefined()
  remember(checked, target, {...stamp, newest: stamp.newest - 1_000_000_000n}, 'fine')
  expect(passedBefore(checked, target, stamp)).toBe('fine')
})

test('nothing new is nothing written; of 2100 notes the newest 2000 are kept', () => {
  saveChecked(open())
  expect(existsSync(file)).toBe(false)
  const checked = open()
  for (let index = 0; index < 2100; index++) remember(checked, `/${index}`, old('s'), 'fine')
  remember(checked, '/0', old('s'), 'again')
  saveChecked(checked)
  const paths = Object.keys(open().kept)
  expect(paths).toHaveLength(2000)
  expect(['/0', '/1', '/2099'].map((path) => paths.includes(path))).toEqual([true, false, true])
})

test('a place that cannot be written costs time, not the command', () => {
  writeFileSync(join(root, 'cache'), '')
  const checked = open()
  remember(checked, '/a', old('s'), 'fine')
  expect(() => saveChecked(checked)).not.toThrow()
})
