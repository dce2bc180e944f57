import {createHash} from 'node:crypto'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {exportLines} from '../../src/events/export.ts'
import {hostPublicKey} from '../../src/events/host-key.ts'
import type {StoredEvent} from '../../src/events/journal.ts'
import {verifyExport} from '../../src/events/verify-export.ts'
import {open} from './place.ts'
import {first, rightHash, tempPlace, written} from './temp-journal.ts'

const exported = async () => {
  const {place, events} = await written()
  const journal = open(place)
  const lines = [...exportLines(journal)]
  journal.close()
  const file = join(place.folder, 'export.jsonl')
  const verified = (text: string, ...more: readonly unknown[]) => {
    writeFileSync(file, text)
    return verifyExport(file, ...(more as []))
  }
  return {place, events, lines, verified, text: `${lines.join('\n')}\n`}
}

test('an export holds every event, each line enough to recompute its hash, and verifies without the journal', async () => {
  const {place, events, lines, text, verified} = await exported()
  expect(lines).toHaveLength(13)
  for (const [at, line] of lines.slice(0, 12).entries()) {
    const {previous, ...event} = JSON.parse(line) as StoredEvent & {previous: string}
    expect(event).toEqual(events[at])
    expect(rightHash(previous, event)).toBe(event.hash)
  }
  expect(await verified(text)).toEqual({
    ok: true,
    findings: [],
    events: 12,
    head: {sequence: 12, hash: events[11]?.hash},
    key: hostPublicKey(place.key),
  })
})

test('a line is what any SHA-256 over any RFC 8785 gives, without Parrot', async () => {
  const {lines} = await exported()
  const line = lines[6] ?? ''
  const {previous, hash} = JSON.parse(line) as {previous: string; hash: string}
  const hashed = line.replace(`"hash":"${hash}",`, '').replace(`"previous":"${previous}",`, '')
  expect(
    createHash('sha256')
      .update(previous + hashed)
      .digest('hex'),
  ).toBe(hash)
})

test('every change of an export is found', async () => {
  const {lines, verified} = await exported()
  const edit = (at: number, change: (line: string) => string) =>
    lines.with(at, change(lines[at] ?? '')).join('\n')
  const changed: [string, unknown][] = [
    [edit(4, (line) => line.replace('anna', 'eve')), [5, 'journal_edited']],
    [edit(4, (line) => line.replace('{', '{"also":1,')), [5, 'journal_edited']],
    [
      edit(4, (line) => line.replace(/"previous":"\w{64}"/, `"previous":"${'0'.repeat(64)}"`)),
      [5, 'journal_edited'],
    ],
    [edit(4, (line) => line.replace(',', ', ')), [5, 'journal_edited']],
    [edit(4, () => '{"event_type":"x"}'), [5, 'export_unreadable']],
    [edit(4, () => 'not json'), [5, 'export_unreadable']],
    [edit(4, (line) => line.replace('"anna"', String.raw`"\ud800"`)), [5, 'export_unreadable']],
    [lines.toSpliced(4, 1).join('\n'), [5, 'journal_gap']],
    [lines.toSpliced(4, 0, lines[4] ?? '').join('\n'), [5, 'journal_repeated']],
    [
      lines
        .with(4, lines[5] ?? '')
        .with(5, lines[4] ?? '')
        .join('\n'),
      [5, 'journal_gap'],
    ],
    [lines.slice(0, 12).join('\n'), [0, 'export_unfinished']],
    [lines.toSpliced(11, 1).join('\n'), [12, 'journal_truncated']],
    [edit(12, (line) => line.replace(/"signature":"../, '"signature":"AA')), [12, 'head_forged']],
    [edit(12, (line) => line.replace(/"hash":"(\w)(\w+)"/, '"hash":"$2$1"')), [12, 'journal_rewritten']],
    [[...lines, lines[0]].join('\n'), [13, 'export_unreadable']],
    ['', [0, 'export_unfinished']],
  ]
  for (const [text, expected] of changed) expect(first(await verified(text))).toEqual(expected)
})

test('a part can be verified from the event before it, and up to a head that the reader expects', async () => {
  const {events, lines, verified} = await exported()
  const part = lines.slice(4, 9).join('\n')
  const at = (sequence: number) => ({sequence, hash: events[sequence - 1]?.hash ?? ''})
  expect(await verified(part, at(9), at(4))).toMatchObject({ok: true, events: 5, head: at(9), key: undefined})
  expect(first(await verified(part, at(8), at(4)))).toBe('ok')
  expect(first(await verified(part, at(12), at(4)))).toEqual([10, 'journal_truncated'])
  expect(first(await verified(part, {sequence: 8, hash: at(7).hash}, at(4)))).toEqual([
    8,
    'journal_rewritten',
  ])
  expect(first(await verified(part, at(9), {sequence: 4, hash: at(3).hash}))).toEqual([5, 'journal_edited'])
  expect(first(await verified(part, at(9)))).toEqual([1, 'journal_gap'])
})

test('an empty journal exports nothing; a line that never ends does not fill the memory', async () => {
  const place = tempPlace()
  const journal = open(place)
  expect([...exportLines(journal)]).toEqual([])
  journal.close()
  const file = join(place.folder, 'endless')
  writeFileSync(file, 'x'.repeat(8 << 20))
  expect(first(await verifyExport(file))).toEqual([1, 'export_unreadable'])
  await expect(verifyExport(join(place.folder, 'none'))).rejects.toThrow(/ENOENT/)
  expect(readFileSync(file)).toHaveLength(8 << 20)
})
