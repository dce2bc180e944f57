import {lstatSync, unlinkSync, type BigIntStats} from 'node:fs'
import type {HeldFolder} from '../held-folder.ts'
import {openFiles} from '../open-files.ts'
import {archiveName, archiveOf, freeStamp, momentOf, type ArchiveName} from '../../log/archive-name.ts'
import {bytesOf} from './look.ts'
import {moveTo} from './swap.ts'

/**
 * A rotated file that is there plain and compressed: its rotation was killed before it removed the plain one, or is just about
 * to. The compressed one was whole before it got its name. So the plain one goes, by the same deed as that rotation's; but
 * where it was written to since, it gets a name of its own first, and the compressed one, which is part of it, goes.
 */
export function settleTwice(held: HeldFolder, names: readonly string[]): void {
  const there = new Set(names)
  const archives = names.flatMap((name) => archiveOf(name) ?? [])
  const twice = archives.filter(({log, stamp, suffix}) => suffix !== '' && there.has(archiveName(log, stamp)))
  if (twice.length === 0) return
  const open = openFiles()
  for (const packed of twice)
    settle(
      held,
      packed,
      new Set(archives.map(({stamp}) => stamp)),
      (id) => open.get(id)?.some(({writes}) => writes) === true,
    )
}

function settle(
  held: HeldFolder,
  {log, stamp, suffix}: ArchiveName,
  stamps: ReadonlySet<string>,
  isWritten: (id: string) => boolean,
): void {
  const [plain, packed] = [archiveName(log, stamp), archiveName(log, stamp, suffix)]
  const [source, made] = [file(held, plain), file(held, packed)]
  if (source?.isFile() !== true || made?.isFile() !== true) return
  const same = near(source.mtimeMs, made.mtimeMs) && !isWritten(`${source.dev}:${source.ino}`)
  if (same) return remove(held, plain)
  if (moveTo(held, plain, archiveName(log, freeStamp(momentOf(stamp), stamps)))) remove(held, packed)
}

/** Times are set as seconds with a fraction, which is not exact. */
const near = (a: bigint, b: bigint) => a - b <= 1n && b - a <= 1n

function file(held: HeldFolder, name: string): BigIntStats | undefined {
  return lstatSync(held.at(bytesOf(name)), {bigint: true, throwIfNoEntry: false})
}

function remove(held: HeldFolder, name: string): void {
  try {
    unlinkSync(held.at(bytesOf(name)))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
}
