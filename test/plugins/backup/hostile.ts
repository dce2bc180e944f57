import {closeSync} from 'node:fs'
import {createHash} from 'node:crypto'
import {join} from 'node:path'
import type {Entry} from '../../../plugins/backup/src/embedded/entry.ts'
import {finish} from '../../../plugins/backup/src/embedded/finish.ts'
import {FrameWriter} from '../../../plugins/backup/src/embedded/frame-writer.ts'
import {plainOutput} from '../../../plugins/backup/src/embedded/output.ts'
import {openNew} from '../../../plugins/backup/src/embedded/store.ts'
import {Spool} from '../../../plugins/backup/src/embedded/spool.ts'
import {Tally} from '../../../plugins/backup/src/embedded/tally.ts'
import {headerOf, padding} from '../../../plugins/backup/src/embedded/tar-header.ts'

export type Forged = Partial<Entry> & {
  readonly path: string
  readonly content?: string
  /** What stands in the archive, where the manifest says another thing. */
  readonly really?: Partial<Entry>
}

/** Writes an archive that is sound by all of its digests, of entries that nobody would save. */
export async function forge(dir: string, entries: readonly Forged[], manifest = ''): Promise<string> {
  const name = `backup-${new Date(1.7e12 + count++).toISOString().replaceAll(/[-:.]/g, '')}.tar.zst`
  const fd = openNew(join(dir, name))
  const spool = new Spool(join(dir, `.${name}.lines`))
  const output = plainOutput(fd)
  const writer = new FrameWriter(output, 1)
  const tally = new Tally((line) => spool.add(line))
  for (const {content = '', really = {}, ...said} of entries) {
    const file = said.type === undefined || said.type === 'file'
    const sha256 = createHash('sha256').update(content).digest('hex')
    const size = file ? content.length : 0
    const common = {
      type: 'file',
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: 1e9,
      size,
      ...(file && {sha256}),
    } as const
    const entry: Entry = {...common, ...said}
    tally.add(entry)
    await writer.put(headerOf({...entry, ...really}))
    await writer.put(Buffer.from(content))
    await writer.put(padding(size))
  }
  if (manifest !== '') spool.add(manifest)
  const about = {created: new Date(1.7e12).toISOString(), sources: ['/forged']}
  await finish(writer, spool, tally, about, (bytes) => output.append(bytes))
  writer.close()
  spool.close()
  closeSync(fd)
  return name
}

let count = 0
