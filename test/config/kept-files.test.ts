import {chmodSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {beforeEach, expect, onTestFinished, test, vi} from 'vitest'
import {keptFiles} from '../../src/config/kept-files.ts'

const uid = process.getuid?.() ?? 0
const take = vi.fn(({text}: {readonly text: string}) => text)
const read = keptFiles(take)
let file = ''

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-kept-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  file = join(folder, 'keys')
  writeFileSync(file, 'one', {mode: 0o600})
  take.mockClear()
})

/** Long enough that a change after it shows in the file's times. */
const rest = () => delay(150)

test('what has not changed is read once', async () => {
  await rest()
  expect([read(file, uid), read(file, uid), read(file, uid)]).toEqual(['one', 'one', 'one'])
  expect(take).toHaveBeenCalledTimes(1)
})

test('what has just changed is read again, for its times may not tell of one more change', () => {
  vi.useFakeTimers({toFake: ['Date'], now: statSync(file).ctimeMs})
  onTestFinished(() => void vi.useRealTimers())
  expect([read(file, uid), read(file, uid)]).toEqual(['one', 'one'])
  expect(take).toHaveBeenCalledTimes(2)
})

test.each([
  [
    'as long, with the old times',
    () => {
      const {atime, mtime} = statSync(file)
      writeFileSync(file, 'two')
      utimesSync(file, atime, mtime)
    },
    'two',
  ],
  [
    'another in its place',
    () => {
      writeFileSync(`${file}.new`, 'two', {mode: 0o600})
      renameSync(`${file}.new`, file)
    },
    'two',
  ],
  ['open to others', () => chmodSync(file, 0o666), expect.objectContaining({code: 'config_writable'})],
  ['none any more', () => rmSync(file), undefined],
])('%s: it is what it is now', async (_, change, now) => {
  await rest()
  expect(read(file, uid)).toBe('one')
  change()
  expect(read(file, uid)).toEqual(now)
})
