import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, test} from 'vitest'
import {parseExpected, parseHead, headHolds, signHead} from '../../src/events/head.ts'
import {hostKey} from '../../src/events/host-key.ts'
import {fileSink} from '../../src/events/sink.ts'
import {verify} from '../../src/events/verify.ts'
import {rechained, replaceRows} from './forge.ts'
import {appendAll, callOf, draft, open, type Place} from './place.ts'
import {start} from './program.ts'
import {check, first, tamper, tempPlace, written} from './temp-journal.ts'

const headsOf = ({heads}: Place) =>
  readFileSync(heads, 'utf8')
    .trim()
    .split('\n')
    .map((line) => parseHead(line))

/** What an owner does who wants no trace: event 6 changed, and every hash after it made right again. */
const rewrite = (place: Place) =>
  tamper(place, (db) =>
    replaceRows(db, (rows) =>
      rechained(rows.map((row) => (row.sequence === 6 ? {...row, source: 'mcp'} : row))),
    ),
  )

test('closing leaves a head of the newest event elsewhere, signed with the host’s key', async () => {
  const {place, events} = await written()
  const heads = headsOf(place)
  expect(heads.map((head) => [head?.sequence, head?.hash])).toEqual(
    [4, 8, 12].map((n) => [n, events[n - 1]?.hash]),
  )
  expect(heads.every((head) => head !== undefined && headHolds(head))).toBe(true)
  expect([statSync(place.heads).mode & 0o777, statSync(place.key).mode & 0o777]).toEqual([0o600, 0o600])
})

test('a process that wrote nothing leaves no head', () => {
  const place = tempPlace()
  open(place).close()
  expect(existsSync(place.heads) || existsSync(place.key)).toBe(false)
})

test('a long run leaves heads on its way, not only at its end', async () => {
  const place = tempPlace()
  const journal = open(place)
  for (let at = 0; at < 70; at++) await journal.append(draft())
  while (!existsSync(place.heads)) await new Promise((resolve) => void setTimeout(resolve, 20))
  expect(headsOf(place)).toMatchObject([{sequence: 70}])
  journal.close()
  expect(headsOf(place)).toHaveLength(1)
})

test('a head on demand is signed and sent', async () => {
  const place = tempPlace()
  const journal = open(place)
  expect(journal.head()).toBeUndefined()
  const [, , last] = await appendAll(journal, callOf('a'))
  const head = journal.head()
  expect(head).toMatchObject({sequence: 3, hash: last?.hash})
  expect(headsOf(place)).toEqual([head])
  journal.close()
})

test('a whole chain that was rewritten is noticed through the heads, and only through them', async () => {
  const {place} = await written()
  rewrite(place)
  expect(first(await check(place, {sinks: []}))).toBe('ok')
  expect(first(await check(place))).toEqual([8, 'journal_rewritten'])
})

test('a tail that was cut off is noticed through the heads, and only through them', async () => {
  const {place} = await written()
  tamper(place, (db) => db.exec('DELETE FROM events WHERE sequence > 10'))
  expect(first(await check(place, {sinks: []}))).toBe('ok')
  expect(first(await check(place))).toEqual([11, 'journal_truncated'])
})

test('a cut that was written over is noticed', async () => {
  const {place} = await written()
  tamper(place, (db) => db.exec('DELETE FROM events WHERE sequence > 6'))
  const journal = open(place)
  await appendAll(journal, [...callOf('x'), ...callOf('y'), ...callOf('z')])
  journal.close()
  expect(first(await check(place, {sinks: []}))).toBe('ok')
  expect(first(await check(place))).toEqual([8, 'journal_rewritten'])
})

test('a journal that was removed, or begun anew, is noticed', async () => {
  const {place} = await written()
  rmSync(place.file)
  expect(first(await check(place, {sinks: []}))).toBe('ok')
  expect(first(await check(place))).toEqual([1, 'journal_truncated'])
  const journal = open(place)
  await journal.append(draft())
  journal.close()
  expect(first(await check(place))).toEqual([2, 'journal_truncated'])
})

test('a head the reader kept is held against the journal', async () => {
  const {place, events} = await written()
  const expectHead = parseExpected(`8:${events[7]?.hash}`)
  const more = {sinks: [], ...(expectHead && {expectHead})}
  expect(first(await check(place, more))).toBe('ok')
  rewrite(place)
  expect(first(await check(place, more))).toEqual([8, 'journal_rewritten'])
  tamper(place, (db) => db.exec('DELETE FROM events WHERE sequence > 7'))
  expect(first(await check(place, more))).toEqual([8, 'journal_truncated'])
})

test('a rewriter without the key cannot make heads that fit', async () => {
  const {place} = await written()
  rewrite(place)
  const {hash} = newest(place)
  const foreign = hostKey(`${place.folder}/other/key`)
  const about = {sequence: 12, hash, timestamp: new Date().toISOString(), boot_id: 'x'}
  const byOther = signHead(about, foreign)
  const own = headsOf(place)[0]

  writeFileSync(place.heads, `${JSON.stringify({...byOther, key: own?.key})}\n`)
  expect(first(await check(place))).toEqual([12, 'head_forged'])
  writeFileSync(place.heads, `${JSON.stringify({...about, key: 'x', signature: 'x'})}\n`)
  expect(first(await check(place))).toEqual([12, 'head_forged'])

  writeFileSync(place.heads, `${JSON.stringify(byOther)}\n`)
  const verified = await check(place)
  expect(verified).toMatchObject({ok: true, proved: 0})
  expect(verified.notes.map(({code}) => code)).toEqual(['heads_other_key', 'heads_none'])
})

test('who has the key and reaches every place of heads is not noticed, but by a head that somebody kept', async () => {
  const {place, events} = await written()
  rewrite(place)
  rmSync(place.heads)
  const journal = open(place)
  journal.head()
  journal.close()
  expect(await check(place)).toMatchObject({ok: true, proved: 12})
  expect(first(await check(place, {expectHead: {sequence: 12, hash: events[11]?.hash ?? ''}}))).toEqual([
    12,
    'journal_rewritten',
  ])
})

test('a signature that was changed is noticed, whichever head it is', async () => {
  for (const [at, sequence] of [
    [0, 4],
    [1, 8],
    [2, 12],
  ] as const) {
    const {place} = await written()
    const lines = readFileSync(place.heads, 'utf8').split('\n')
    lines[at] =
      lines[at]?.replace(/"signature":"./, (found) =>
        found.endsWith('A') ? '"signature":"B' : '"signature":"A',
      ) ?? ''
    writeFileSync(place.heads, lines.join('\n'))
    expect(first(await check(place))).toEqual([sequence, 'head_forged'])
  }
})

test('a forged head before it does not hide one that speaks against the journal', async () => {
  const {place, events} = await written()
  const [own] = headsOf(place)
  rewrite(place)
  writeFileSync(
    place.heads,
    `${JSON.stringify({...own, sequence: 2, hash: events[4]?.hash})}\n${readFileSync(place.heads, 'utf8')}`,
  )
  const {findings} = await check(place)
  expect(findings.map(({sequence, problem}) => [sequence, problem.code])).toEqual([
    [2, 'head_forged'],
    [8, 'journal_rewritten'],
  ])
})

test('lines that are no heads, and places that cannot be read, are named and change nothing else', async () => {
  const {place} = await written()
  appendFileSync(place.heads, '{"sequence":1}\nnull\n{half a li\n[]\n{"sequence":-1,"hash":"x"}\n')
  expect(await check(place)).toMatchObject({
    ok: true,
    proved: 12,
    notes: [{code: 'heads_garbled', params: {count: 5}}],
  })
  rmSync(place.heads)
  expect(await check({...place, heads: place.folder})).toMatchObject({
    ok: true,
    proved: 0,
    notes: [{code: 'heads_unreadable'}, {code: 'heads_none'}],
  })
})

test('a key that is gone is a finding; with a new one, heads of the old one are told apart', async () => {
  const {place} = await written()
  rmSync(place.key)
  expect(first(await check(place))).toEqual([12, 'host_key_missing'])
  expect(await check(place)).toMatchObject({proved: 0, notes: [{code: 'heads_none'}]})
  const journal = open(place)
  await journal.append(draft())
  journal.close()
  expect(await check(place)).toMatchObject({
    ok: true,
    proved: 13,
    notes: [{code: 'heads_other_key', params: {count: 3}}],
  })
})

test('a key that another process makes while heads are read is none that is gone', async () => {
  const {place} = await written()
  const key = readFileSync(place.key)
  rmSync(place.key)
  const heads = fileSink(place.heads)
  const sink = {
    ...heads,
    lines: () => {
      writeFileSync(place.key, key, {mode: 0o600})
      return heads.lines()
    },
  }
  expect(await verify({file: place.file, key: place.key, sinks: [sink]})).toMatchObject({
    ok: true,
    proved: 12,
    notes: [],
  })
})

test('a key that cannot be used is a finding, and the journal is looked at all the same', async () => {
  const {place} = await written()
  const good = readFileSync(place.key)
  const spoil = [
    () => chmodSync(place.key, 0o644),
    () => writeFileSync(place.key, 'no key'),
    () => writeFileSync(place.key, '{}'),
  ]
  for (const how of spoil) {
    writeFileSync(place.key, good)
    chmodSync(place.key, 0o600)
    expect(first(await check(place))).toBe('ok')
    how()
    expect(first(await check(place))).toEqual([12, 'host_key_unusable'])
    expect(await check(place)).toMatchObject({proved: 0, notes: [{code: 'heads_none'}]})
  }
  writeFileSync(place.key, '{"kty":"OKP","d":"a-secret')
  expect(JSON.stringify(await check(place))).not.toContain('a-secret')
  rewrite(place)
  const {findings} = await check(place)
  expect(findings.map(({problem}) => problem.code)).toEqual(['journal_rewritten', 'host_key_unusable'])
})

test('the folder of the key stays as open as its owner made it', async () => {
  const place = tempPlace()
  mkdirSync(dirname(place.key), {mode: 0o755})
  const journal = open(place)
  await journal.append(draft())
  journal.close()
  expect([statSync(dirname(place.key)).mode & 0o777, headsOf(place).length]).toEqual([0o755, 1])
})

test('processes that need the key at once make one', async () => {
  const {folder} = tempPlace()
  const makers = Array.from({length: 4}, () => start('key-maker.ts'))
  const keysIn = async (file: string) => {
    for (const {child} of makers) child.stdin?.write(`${file}\n`)
    return new Set(await Promise.all(makers.map((maker) => maker.line())))
  }
  expect((await keysIn(join(folder, 'first'))).size).toBe(1)
  for (let round = 0; round < 30; round++) expect((await keysIn(join(folder, `key-${round}`))).size).toBe(1)
  expect(readdirSync(folder)).toHaveLength(31)
})

test('a head as a person notes it, and what is none', () => {
  const hash = 'a'.repeat(64)
  for (const good of [` 12:${hash}\n`, `12 ${hash}`])
    expect(parseExpected(good)).toEqual({sequence: 12, hash})
  for (const bad of ['', '12', `0x1:${hash}`, `12:${hash}0`, `-1:${hash}`, '{}', 'null'])
    expect(parseExpected(bad)).toBeUndefined()
})

function newest({file}: Place): {hash: string} {
  let hash = ''
  tamper(
    {file},
    (db) => (hash = String(db.prepare('SELECT hash FROM events ORDER BY sequence DESC').get()?.['hash'])),
  )
  return {hash}
}
