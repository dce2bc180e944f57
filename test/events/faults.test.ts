import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {expect, test} from 'vitest'
import type {StoredEvent} from '../../src/events/journal.ts'
import {JournalRefused} from '../../src/events/refused.ts'
import {next, says, type Problem} from '../../src/text/problem.ts'
import {needs} from '../needs.ts'
import {draft, open, type Place} from './place.ts'
import {check, first, tempPlace, written} from './temp-journal.ts'

test('garbage in place of the journal is refused, with what, where and what to do; verify finds it', async () => {
  const {place} = await written()
  writeFileSync(place.file, Buffer.alloc(40_000, 'garbage'))
  expect(() => open(place)).toThrow(JournalRefused)
  const refusal = refusalOf(() => open(place))
  expect(says(refusal)).toBe(
    `The journal at ${place.file} took no entry: the file is not a journal, or it is damaged`,
  )
  expect(next(refusal)).toMatch(/parrot doctor/)
  expect(first(await check(place))).toEqual([1, 'journal_unreadable'])
})

function refusalOf(work: () => unknown): Problem {
  try {
    work()
  } catch (error) {
    if (error instanceof JournalRefused) return error.problem
  }
  throw new Error('not refused')
}

/** A copy of a journal with other bytes, its heads where they were. */
function copyWith(place: Place, change: (file: string) => void): Place {
  const {file} = tempPlace()
  mkdirSync(dirname(file), {mode: 0o700})
  cpSync(place.file, file)
  change(file)
  return {...place, file}
}

/** Was the damage found? Where it was not, every event has to be there as it was written. */
async function found(damaged: Place, events: readonly StoredEvent[]): Promise<boolean> {
  const {ok} = await check(damaged)
  if (!ok) return true
  const journal = open(damaged)
  const read = [...journal.read({})]
  journal.close()
  expect(read).toEqual(events)
  return false
}

test('a file that was cut short is found, wherever events are lost by it', async () => {
  const {place, events} = await written()
  const {size} = statSync(place.file)
  const lengths = Array.from({length: size / 2048}, (_, at) => at * 2048)
  const finds = []
  for (const length of lengths)
    finds.push(
      await found(
        copyWith(place, (file) => truncateSync(file, length)),
        events,
      ),
    )
  expect(finds.filter(Boolean).length).toBeGreaterThan(lengths.length - 3)
})

test('a byte that changed anywhere is found, or is none that is read', async () => {
  const {place, events} = await written()
  const bytes = readFileSync(place.file)
  let finds = 0
  for (let at = 60; at < bytes.length; at += 251) {
    const spoilt = bytes.map((byte, n) => (n === at ? byte ^ 0xff : byte))
    if (
      await found(
        copyWith(place, (file) => writeFileSync(file, spoilt)),
        events,
      )
    )
      finds++
  }
  expect(finds).toBeGreaterThan(10)
})

test('while another process holds the lock an event waits, and is refused when that takes too long', async () => {
  const place = tempPlace()
  const journal = open(place, {patience: 50})
  const other = new DatabaseSync(place.file)
  other.exec('BEGIN IMMEDIATE')
  await expect(journal.append(draft())).rejects.toThrow(/kept it locked for too long/)
  other.exec('ROLLBACK')
  expect(await journal.append(draft())).toMatchObject({sequence: 1})
  other.close()
  journal.close()
})

test('a journal that another process is just making is waited for, and refused when that takes too long', () => {
  const place = tempPlace()
  mkdirSync(dirname(place.file), {mode: 0o700})
  const other = new DatabaseSync(place.file)
  other.exec('BEGIN IMMEDIATE')
  expect(() => open(place, {patience: 20})).toThrow(/kept it locked for too long/)
  other.exec('ROLLBACK')
  other.close()
  open(place).close()
})

test('a folder that cannot be made is refused', () => {
  const {folder} = tempPlace()
  writeFileSync(join(folder, 'file'), '')
  expect(() => open({...tempPlace(), file: join(folder, 'file/state/journal.db')})).toThrow(/ENOTDIR/)
})

const filled = (command: string, args: readonly string[], folder: string) => {
  const filler = join(import.meta.dirname, 'programs/filler.ts')
  const said = execFileSync(command, [...args, process.execPath, filler, folder], {encoding: 'utf8'})
  return JSON.parse(said) as {acknowledged: number; kept: number; refusals: string[]; after: unknown}
}

test('where the file may grow no further events are refused whole, and those before are kept', () => {
  const {folder} = tempPlace()
  const {acknowledged, ...rest} = filled('bash', ['-c', 'ulimit -f 200; exec "$@"', 'bash'], folder)
  expect(acknowledged).toBeGreaterThan(5)
  expect(rest).toMatchObject({
    kept: acknowledged,
    ok: true,
    refusals: Array.from({length: 3}, () => 'the disk is full or failing'),
  })
})

needs('bwrap', 'apt-get install bubblewrap')('on a small disk of its own', () => {
  const {execPath} = process
  const bwrap = (...args: readonly string[]) => ['--dev-bind', '/', '/', ...args]

  test('a full disk refuses events whole, keeps those before, and takes more once there is room', () => {
    const {folder} = tempPlace()
    const {acknowledged, ...rest} = filled('bwrap', bwrap('--size', '900000', '--tmpfs', folder), folder)
    expect(acknowledged).toBeGreaterThan(5)
    expect(rest).toEqual({
      kept: acknowledged,
      refusals: Array.from({length: 3}, () => 'the disk is full'),
      after: acknowledged + 1,
      ok: true,
      events: acknowledged + 1,
    })
  })

  test('a folder that cannot be written is refused, with a journal in it and without', async () => {
    const {place} = await written()
    const opener = join(import.meta.dirname, 'programs/opener.ts')
    const tried = (folder: string) =>
      JSON.parse(
        execFileSync('bwrap', [...bwrap('--ro-bind', folder, folder), execPath, opener, folder], {
          encoding: 'utf8',
        }),
      ) as unknown
    expect(tried(place.folder)).toEqual({
      refused: expect.stringMatching(/may not be written|cannot be opened/),
    })
    expect(tried(tempPlace().folder)).toEqual({refused: expect.stringContaining('EROFS')})
    rmSync(`${place.file}-wal`, {force: true})
    expect(first(await check(place))).toBe('ok')
  })
})
