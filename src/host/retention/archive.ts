import {constants, linkSync, renameSync, rmSync} from 'node:fs'
import {open, type FileHandle} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {setImmediate as breath} from 'node:timers/promises'
import {exportLines} from '../../events/export.ts'
import {makeFolders} from '../../events/make-folders.ts'
import type {OpenJournal} from '../../events/journal.ts'

/** So many lines are written at once, between two breaths for whatever else this process does. */
const atOnce = 500

/**
 * Writes the events up to `to` as an export of their own (0600), on the disk when it resolves. Rejects where there is such a file
 * already, unless it is to be `replaced`, and where it cannot be written whole; then there is none.
 */
export async function archive(
  journal: OpenJournal,
  to: number,
  file: string,
  replaced: boolean,
): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.new`)
  const made = replaced ? makeFolders(dirname(file)) : undefined
  rmSync(draft, {force: true})
  try {
    await write(draft, exportLines(journal, to))
    if (replaced) renameSync(draft, file)
    else linkSync(draft, file)
  } finally {
    rmSync(draft, {force: true})
  }
  await sync(dirname(file))
  if (made !== undefined) await syncAbove(dirname(file), made)
}

async function write(file: string, lines: Iterable<string>): Promise<void> {
  const {O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW} = constants
  const handle = await open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    let some: string[] = []
    for (const line of lines) {
      if (some.push(line) < atOnce) continue
      await put(handle, some)
      some = []
      await breath()
    }
    if (some.length > 0) await put(handle, some)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const put = (handle: FileHandle, lines: readonly string[]) => handle.appendFile(`${lines.join('\n')}\n`)

/** A folder that was made is there after a power cut once the one above it is on the disk: from `folder` up to above the first of them. */
async function syncAbove(folder: string, first: string): Promise<void> {
  for (let at = folder; at.length >= first.length; at = dirname(at)) await sync(dirname(at))
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  await handle.sync()
  await handle.close()
}
