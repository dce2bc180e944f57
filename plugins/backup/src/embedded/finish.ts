import type {FrameWriter} from './frame-writer.ts'
import {seekTable} from './seek-table.ts'
import type {Spool} from './spool.ts'
import type {Tally} from './tally.ts'
import {end, headerOf, padding} from './tar-header.ts'
import {trailerFrame, type Trailer} from './trailer.ts'
import type {Entry} from './entry.ts'

/** Writes what stands behind the saved files: the manifest, as the last file of the tar archive, the trailer and the seek table. */
export async function finish(
  writer: FrameWriter,
  spool: Spool,
  tally: Tally,
  {created, sources}: Pick<Trailer, 'created' | 'sources'>,
  append: (bytes: Buffer) => void,
): Promise<void> {
  await writer.cut()
  const manifest = {frame: writer.sent, sha256: spool.end(), bytes: spool.bytes}
  await writer.put(headerOf(manifestEntry(manifest.bytes, created)))
  let before = 0
  for (const piece of spool.pieces()) {
    // Several frames are packed at once, where one would be waited for. What is not of the manifest lies with some of it, under its digest.
    if (before > 0) await writer.cut()
    await writer.put(piece)
    before += piece.length
  }
  await writer.put(padding(manifest.bytes))
  await writer.put(end)
  await writer.flush()
  const {entries, files, bytes, notes} = tally
  const trailer = {
    format: 'parrot-backup/1',
    created,
    sources,
    entries,
    files,
    bytes,
    ...notes,
    manifest,
  } as const
  const last = trailerFrame(trailer, writer.frames)
  append(last)
  append(seekTable([...writer.frames, {packed: last.length, size: 0}]))
}

/** Who unpacks an archive with tar finds it beside the files. */
export function manifestEntry(size: number, created: string): Entry {
  const mtime = Math.floor(Date.parse(created) / 1000)
  return {path: '.parrot-backup.jsonl', type: 'file', mode: 0o600, uid: 0, gid: 0, size, mtime}
}
