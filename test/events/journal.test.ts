import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {expect, test} from 'vitest'
import type {StoredEvent} from '../../src/events/journal.ts'
import {JournalRefused} from '../../src/events/refused.ts'
import {appendAll, callOf, draft, open} from './place.ts'
import {check, written, rightHash, tamper, tempPlace} from './temp-journal.ts'

test('an event keeps the seeds’ fields, gets the next number, and chains to the one before', async () => {
  const journal = open(tempPlace(), {now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6)})
  const [first, second] = await appendAll(journal, [
    draft('SERVER_STARTED', {version: '0.1.0', z: 1, a: [1.5, 'ü', null]}),
    draft(),
  ])
  expect(first).toStrictEqual({
    sequence: 1,
    event_type: 'SERVER_STARTED',
    timestamp: '2026-01-02T03:04:05.006Z',
    payload: {a: [1.5, 'ü', null], version: '0.1.0', z: 1},
    metadata: {source: 'host', correlation_id: 'none'},
    hash: rightHash('0'.repeat(64), first as StoredEvent),
  })
  expect(second).toMatchObject({sequence: 2, hash: rightHash(first?.hash ?? '', second as StoredEvent)})
  expect([...journal.read({})]).toStrictEqual([first, second])
  journal.close()
})

test('what another process reads is what append resolved with', async () => {
  const {place, events} = await written()
  const again = open(place)
  expect([...again.read({})]).toStrictEqual(events)
  again.close()
})

test('commits are durable: WAL, synchronous FULL', () => {
  const journal = open(tempPlace())
  expect(journal.durability()).toEqual({journal: 'wal', synchronous: 2})
  journal.close()
})

test('the file is for its owner only, and so is its folder', async () => {
  const place = tempPlace()
  const journal = open(place)
  await journal.append(draft())
  const modes = [place.file, `${place.file}-wal`, `${place.file}-shm`, dirname(place.file)].map(
    (path) => statSync(path).mode & 0o777,
  )
  expect(modes).toEqual([0o600, 0o600, 0o600, 0o700])
  journal.close()
})

test('a folder that others may only read is closed to them', () => {
  const place = tempPlace()
  mkdirSync(dirname(place.file), {mode: 0o755})
  writeFileSync(place.file, '', {mode: 0o644})
  open(place).close()
  expect([place.file, dirname(place.file)].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o700])
})

test('an event type that does not exist is refused, and nothing is written', async () => {
  const journal = open(tempPlace())
  await expect(journal.append(draft('CALL_REQUESTD'))).rejects.toThrow(/no event type "CALL_REQUESTD"/)
  expect([...journal.read({})]).toEqual([])
  journal.close()
})

test('a closed journal takes nothing more, and can be closed again', async () => {
  const journal = open(tempPlace())
  journal.close()
  journal.close()
  await expect(journal.append(draft())).rejects.toBeInstanceOf(JournalRefused)
})

test('a clock that goes back changes times, not the order; verify counts it', async () => {
  const place = tempPlace()
  const times = [5000, 9000, 1000, 2000, 500]
  const journal = open(place, {now: () => times.shift() ?? 0})
  const events = await appendAll(
    journal,
    Array.from({length: 5}, () => draft()),
  )
  expect(events.map(({sequence}) => sequence)).toEqual([1, 2, 3, 4, 5])
  expect([...journal.read({})].map(({timestamp}) => Date.parse(timestamp))).toEqual([
    5000, 9000, 1000, 2000, 500,
  ])
  expect([...journal.read({since: 5000})].map(({sequence}) => sequence)).toEqual([1, 2])
  journal.close()
  expect(await check(place)).toMatchObject({ok: true, setBack: 2})
})

test('a clock that tells no time writes nothing', async () => {
  const journal = open(tempPlace(), {now: () => Number.NaN})
  await expect(journal.append(draft())).rejects.toBeInstanceOf(JournalRefused)
  expect([...journal.read({})]).toEqual([])
  journal.close()
})

test('a file that is swapped for another while it is open takes no more events', async () => {
  const place = tempPlace()
  const journal = open(place)
  await journal.append(draft())
  renameSync(place.file, `${place.file}.away`)
  await expect(journal.append(draft())).rejects.toBeInstanceOf(JournalRefused)
  writeFileSync(place.file, '')
  await expect(journal.append(draft())).rejects.toThrow(/replaced/)
  journal.close()
})

test('a database of something else, or of a later Parrot, is left alone', () => {
  const place = tempPlace()
  open(place).close()
  tamper(place, (db) => db.exec('PRAGMA user_version=4'))
  expect(() => open(place)).toThrow(/another Parrot: version 4, not 3/)

  const other = tempPlace()
  mkdirSync(dirname(other.file), {mode: 0o700})
  new DatabaseSync(other.file).exec('CREATE TABLE photos (name TEXT)')
  expect(() => open(other)).toThrow(/no journal of Parrot/)
})

test('a link in place of the file is not followed', () => {
  const place = tempPlace()
  mkdirSync(dirname(place.file), {mode: 0o700})
  const target = join(place.folder, 'elsewhere.db')
  symlinkSync(target, place.file)
  expect(() => open(place)).toThrow(/not a plain file/)
  expect(existsSync(target)).toBe(false)
})

test('a folder that others may write to is refused, with the command that mends it', () => {
  const place = tempPlace()
  mkdirSync(dirname(place.file))
  chmodSync(dirname(place.file), 0o777)
  expect(() => open(place)).toThrow(`chmod 700 ${dirname(place.file)}`)
})

/** Journals in folders of somebody else; as root also in one of root's own inside a foreign home. */
function foreignFiles(): string[] {
  if (process.geteuid?.() !== 0) return ['/usr/share/journal.db', '/usr/share/parrot/state/journal.db']
  const [{folder}, made] = [tempPlace(), tempPlace()]
  mkdirSync(dirname(made.file), {mode: 0o700})
  for (const home of [folder, made.folder]) chownSync(home, 4321, 4321)
  return [join(folder, 'journal.db'), join(folder, 'parrot/state/journal.db'), made.file]
}

test('a journal in a foreign folder is refused, and no file of ours is left there to lock its owner out', () => {
  for (const file of foreignFiles()) {
    expect(() => open({...tempPlace(), file})).toThrow(/belongs to uid (4321|0), not to|EACCES/)
    expect(existsSync(file)).toBe(false)
  }
})

test('events of a call that do not name it are refused, and so is a call that is already open', async () => {
  const journal = open(tempPlace())
  await expect(journal.append(draft('CALL_REQUESTED', {tool: 'hello'}))).rejects.toThrow(/does not name it/)
  await journal.append(draft('CALL_REQUESTED', {call: 'one'}))
  await expect(journal.append(draft('CALL_REQUESTED', {call: 'one'}))).rejects.toBeInstanceOf(JournalRefused)
  expect([...journal.read({})]).toHaveLength(1)
  await appendAll(journal, callOf('two'))
  expect(journal.openCalls()).toMatchObject([{call: 'one', sequence: 1}])
  journal.close()
})
