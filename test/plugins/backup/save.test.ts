import {appendFileSync, lstatSync, utimesSync} from 'node:fs'
import {buffer} from 'node:stream/consumers'
import {Readable} from 'node:stream'
import {createZstdDecompress} from 'node:zlib'
import {expect, test} from 'vitest'
import {pathOf, type Entry} from '../../../plugins/backup/src/embedded/entry.ts'
import {FrameWriter} from '../../../plugins/backup/src/embedded/frame-writer.ts'
import {Saver} from '../../../plugins/backup/src/embedded/save.ts'
import {Tally} from '../../../plugins/backup/src/embedded/tally.ts'
import {headerOf, padding} from '../../../plugins/backup/src/embedded/tar-header.ts'
import {walk} from '../../../plugins/backup/src/embedded/walk.ts'
import {newPlace} from './place.ts'

const content = {a: 'a'.repeat(5000), b: 'b'.repeat(300_000), c: 'c'.repeat(700)}

/** What is saved of three files while `meddle` is at work on the second whenever it is read; then, what the archive's bytes should be. */
async function saved(meddle: (file: string, time: number) => void) {
  const {source, put} = newPlace()
  const files = Object.entries(content).map(([name, text]) => put(name, text))
  const {ino} = lstatSync(files[1] ?? '')
  const [packed, entries, reads]: [Buffer[], Entry[], number[]] = [[], [], []]
  const output = {
    write: async (parts: readonly Buffer[]) => void packed.push(...parts.map((one) => Buffer.from(one))),
  }
  const writer = new FrameWriter({...output, append() {}, end: () => undefined}, 1)
  const tally = new Tally((line) => line.includes('"type"') && entries.push(JSON.parse(line) as Entry))
  let found = 0
  const of = () => {
    if (found === ino) meddle(files[1] ?? '', reads.push(0))
    return {}
  }
  const kept = {of, at: () => ({}), give: () => false}
  const saver = new Saver(
    writer,
    tally,
    () => {},
    kept,
    () => undefined,
  )
  const rules = {excluded: () => false, oneFileSystem: true, own: ''}
  for (const one of walk(pathOf(source), rules)) {
    if ('note' in one) continue
    found = one.name === 'b' ? ino : 0
    await saver.save(one)
  }
  await writer.flush()
  writer.close()
  const bytes = await buffer(Readable.from(packed).pipe(createZstdDecompress()))
  return {tally, entries, bytes, tries: reads.length}
}

function laidOut(entries: readonly Entry[], texts: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry, at) => [headerOf(entry), Buffer.from(texts[at] ?? ''), padding(entry.size)]),
  )
}

test('a file is read again until it stays as it is, and lies between its neighbours', async () => {
  const {tally, entries, bytes, tries} = await saved((file, time) => time < 3 && appendFileSync(file, 'b'))
  expect([tries, tally.notes.changed, entries[2]?.size]).toEqual([3, 0, 300_002])
  expect(bytes.equals(laidOut(entries, ['', content.a, `${content.b}bb`, content.c]))).toBe(true)
})

test('one that never does is taken as it comes, also where its header becomes another', async () => {
  // A time before 1970 needs a header of its own, which is longer.
  const {tally, entries, bytes} = await saved((file, time) =>
    utimesSync(file, 1, new Date(time < 3 ? time * 1000 : -1000)),
  )
  expect([tally.notes.changed, entries[2]?.mtime, entries[2]?.changed]).toEqual([1, -1, true])
  expect(bytes.equals(laidOut(entries, ['', content.a, content.b, content.c]))).toBe(true)
})
