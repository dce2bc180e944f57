import {execFileSync} from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {approvedRows} from '../../../src/host/catalog/approved-files.ts'
import {readLock} from '../../../src/host/catalog/lock.ts'
import {tidy} from '../../../src/host/install/store.ts'
import {approve, stage, write, type Stage} from './stage.ts'

const digestOf = (places: Stage) => {
  const read = readLock(places)
  return ('lock' in read && read.lock.get('weather')?.approved?.digest) || ''
}
const lists = (places: Stage) => join(places.store, '.files')

/** A plugin that was approved, and the list of its files. */
async function kept() {
  const places = stage()
  write(places, 'user', 'weather')
  await approve(places, 'weather')
  await tidy(places)
  const [name = ''] = readdirSync(lists(places))
  expect(approvedRows(places, digestOf(places))).toHaveLength(2)
  return {places, list: join(lists(places), name)}
}

const rowsIn = (places: Stage) => approvedRows(places, digestOf(places))

test('what is not wanted any more goes, and what is no plain file stays', async () => {
  const {places} = await kept()
  const at = (name: string) => join(lists(places), name)
  writeFileSync(at('old'), '')
  mkdirSync(at('folder'))
  symlinkSync('/etc/hostname', at('link'))
  execFileSync('mkfifo', [at('pipe')])
  await tidy(places)
  expect(readdirSync(lists(places))).toEqual(expect.arrayContaining(['folder', 'link', 'pipe']))
  expect(existsSync(at('old'))).toBe(false)
  expect(rowsIn(places)).toHaveLength(2)
})

test('a folder in the place of a list, or of what becomes one, stops nothing', async () => {
  const {places, list} = await kept()
  rmSync(list)
  const [folder, name] = [lists(places), list.split('/').at(-1) ?? '']
  mkdirSync(join(folder, `.${name}.new`))
  await tidy(places)
  expect(rowsIn(places)).toBeUndefined()
  mkdirSync(list)
  await tidy(places)
  expect(rowsIn(places)).toBeUndefined()
  expect(lstatSync(list).isDirectory()).toBe(true)
})

test('a link in the place of the folder is not followed, nor one that others can write to', async () => {
  const {places, list} = await kept()
  const text = readFileSync(list)
  const other = join(places.root, 'other')
  mkdirSync(other, {mode: 0o700})
  for (const name of ['letter.txt', list.split('/').at(-1) ?? '']) writeFileSync(join(other, name), text)
  rmSync(lists(places), {recursive: true})
  symlinkSync(other, lists(places))
  await tidy(places)
  expect(readdirSync(other)).toHaveLength(2)
  expect(rowsIn(places)).toBeUndefined()

  rmSync(lists(places))
  mkdirSync(lists(places))
  execFileSync('chmod', ['777', lists(places)])
  writeFileSync(join(lists(places), 'letter.txt'), '')
  await tidy(places)
  expect(readdirSync(lists(places))).toEqual(['letter.txt'])
  expect(rowsIn({...places, uid: places.uid + 1})).toBeUndefined()
})

test('what is no plain file of a size that a list can have is not read', async () => {
  const {places, list} = await kept()
  const text = readFileSync(list)
  rmSync(list)
  writeFileSync(join(places.root, 'elsewhere'), text, {mode: 0o600})
  symlinkSync(join(places.root, 'elsewhere'), list)
  expect(rowsIn(places)).toBeUndefined()
  rmSync(list)
  writeFileSync(list, text, {mode: 0o600})
  expect(rowsIn(places)).toHaveLength(2)
  truncateSync(list, 2 ** 40)
  expect(rowsIn(places)).toBeUndefined()
  rmSync(list)
  // Opened as any file is, this waits for somebody who writes.
  execFileSync('mkfifo', [list])
  expect(rowsIn(places)).toBeUndefined()
  await tidy(places)
  expect(lstatSync(list).isFIFO()).toBe(true)
})
