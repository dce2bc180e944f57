import {execFileSync} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeEach, expect, onTestFinished, test} from 'vitest'
import {readManifest} from '../../src/manifest/read.ts'
import {says} from '../../src/text/problem.ts'

let dir = ''
let file = ''

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'manifest-'))
  file = join(dir, 'manifest.json')
  onTestFinished(() => rmSync(dir, {recursive: true}))
})

const refusal = () => {
  const read = readManifest(dir)
  return 'problem' in read ? says(read.problem).replace(dir, '') : read
}

test('the text and the state of the file', () => {
  writeFileSync(file, '{"name": "ä"}')
  expect(readManifest(dir)).toMatchObject({text: '{"name": "ä"}', stats: {size: 14n}})
})

test('none', () => {
  expect(refusal()).toBe('/manifest.json: there is none.')
})

test('a link, even to a good one', () => {
  writeFileSync(join(dir, 'real.json'), '{}')
  symlinkSync('real.json', file)
  expect(refusal()).toBe('/manifest.json: it is a symbolic link.')
})

test('a FIFO nobody writes to is refused at once', () => {
  execFileSync('mkfifo', [file])
  expect(refusal()).toBe('/manifest.json: it is not a regular file.')
})

test('a folder', () => {
  mkdirSync(file)
  expect(refusal()).toMatch(/^\/manifest.json: (it is not a regular file|EISDIR.*)\.$/)
})

test('10 MB are refused by their size, before any of it is read', () => {
  writeFileSync(file, '[', {mode: 0o600})
  truncateSync(file, 10 * 1024 * 1024)
  expect(refusal()).toBe('/manifest.json: it has 10485760 bytes; a manifest has at most 262144.')
})

test('a byte order mark, and what is not UTF-8', () => {
  writeFileSync(file, Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))
  expect(refusal()).toBe('/manifest.json: it begins with a byte order mark.')
  writeFileSync(file, Buffer.from('{"name": "\xe4"}', 'latin1'))
  expect(refusal()).toBe('/manifest.json: it is not UTF-8.')
})

test('a folder that does not let anyone in', () => {
  const closed = join(dir, 'file')
  writeFileSync(closed, '')
  chmodSync(closed, 0o600)
  const read = readManifest(closed)
  expect('problem' in read && says(read.problem)).toContain('ENOTDIR')
})

test('control characters in the name of the folder are written out', () => {
  const read = readManifest(join(dir, 'a\u001b[2Jb'))
  expect('problem' in read && says(read.problem)).toContain(
    String.raw`/a\u{1b}[2Jb/manifest.json: there is none.`,
  )
})
