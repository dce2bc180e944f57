import {createHash, hash} from 'node:crypto'
import {closeSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {chunks, type Archive} from './archive.ts'
import {ByteReader} from './byte-reader.ts'
import type {Entry} from './entry.ts'
import {frameSize} from './frame-writer.ts'
import {append} from './output.ts'
import {openNew} from './store.ts'

/** A file of an archive, and where its content begins in what the archive is unpacked. */
export type Place = {readonly entry: Entry; readonly offset: number}

/** Larger ones are compared as they come; a plugin's own folder is small. */
const largestKept = 16 * 1024 ** 2

/** The digest of a file's content after it was written to `scratch` and read from there. */
export async function restored(archive: Archive, place: Place, scratch: string): Promise<string> {
  if (place.entry.size > largestKept) {
    const digest = createHash('sha256')
    await read(archive, place, (bytes) => digest.update(bytes))
    return digest.digest('hex')
  }
  const folder = mkdtempSync(join(scratch, 'drill-'))
  const file = join(folder, 'restored')
  try {
    const fd = openNew(file)
    try {
      await read(archive, place, (bytes) => append(fd, bytes))
    } finally {
      closeSync(fd)
    }
    return hash('sha256', readFileSync(file))
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/** Removes what a killed drill has left. Call it alone. */
export function sweepScratch(scratch: string): void {
  const left = readdirSync(scratch).filter((name) => /^drill-\w{6}$/.test(name))
  for (const name of left) rmSync(join(scratch, name), {recursive: true, force: true})
}

/** Unpacks the frames that the content lies in, and no others. */
async function read(archive: Archive, {entry, offset}: Place, sink: (bytes: Buffer) => void): Promise<void> {
  const {from, before, to} = framesOf(archive, offset, offset + entry.size)
  const reader = new ByteReader(chunks(archive, from, to))
  try {
    await skip(reader, offset - before)
    for (let left = entry.size; left > 0;) {
      const bytes = await reader.some(Math.min(left, frameSize))
      if (bytes === undefined) throw new Error('the archive ends within it')
      sink(bytes)
      left -= bytes.length
    }
    if (reader.spoiled) throw new Error('its place in the archive cannot be read')
  } finally {
    await reader.close()
  }
}

function framesOf({frames}: Archive, begin: number, end: number) {
  let [from, before] = [0, 0]
  for (; from < frames.length && before + (frames[from]?.size ?? 0) <= begin; from++)
    before += frames[from]?.size ?? 0
  let to = from
  for (let at = before; to < frames.length && at < end; to++) at += frames[to]?.size ?? 0
  return {from, before, to}
}

async function skip(reader: ByteReader, bytes: number): Promise<void> {
  if (bytes > 0) await reader.take(bytes)
  reader.spoiled = false
}
