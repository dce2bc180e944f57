import {createHash} from 'node:crypto'
import {closeSync, fstatSync, readSync, type Stats} from 'node:fs'
import {setImmediate as turn} from 'node:timers/promises'
import type {Entry} from './entry.ts'
import {openFile, openPath, split} from './folder.ts'

/** The digest of what a file was saved from, or that it is not the same file any more. */
export async function sourceOf(entry: Entry): Promise<string> {
  const {parent, name} = split(entry.path)
  let folder: number | undefined
  try {
    folder = openPath(parent)
    const {fd, stats} = openFile(folder, name)
    try {
      return same(entry, stats) ? await digestOf(fd, entry) : 'changed'
    } finally {
      closeSync(fd)
    }
  } catch {
    return 'changed'
  } finally {
    if (folder !== undefined) closeSync(folder)
  }
}

function same({size, mtime}: Entry, stats: Stats): boolean {
  return stats.size === size && stats.mtimeMs / 1000 === mtime
}

async function digestOf(fd: number, entry: Entry): Promise<string> {
  const digest = createHash('sha256')
  const piece = Buffer.allocUnsafe(1024 ** 2)
  for (let at = 0, read = 1; read > 0; at += read) {
    read = readSync(fd, piece, 0, piece.length, at)
    digest.update(piece.subarray(0, read))
    await turn()
  }
  return same(entry, fstatSync(fd)) ? digest.digest('hex') : 'changed'
}
