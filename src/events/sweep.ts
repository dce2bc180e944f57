import type {DatabaseSync} from 'node:sqlite'
import {setTimeout as delay} from 'node:timers/promises'
import {pragma} from './prune.ts'
import {bounds} from './read.ts'

/** So many events, or pages, go in one transaction: some milliseconds, in which nobody else can write. */
const [eventsAtOnce, pagesAtOnce] = [500, 500]

/** Pages that are free are given back when there are so many: fewer are used again soon. */
const worthIt = 64

/**
 * Removes what was cut away and gives its room on the disk back, a little at a time, as long to the others as to itself. Where it
 * is stopped the next one goes on. Resolves with how many bytes the file is smaller.
 */
export async function sweep(db: DatabaseSync, signal: AbortSignal): Promise<number> {
  const before = pragma(db, 'page_count')
  await bit(signal, () => removeSome(db))
  if (!signal.aborted) await giveBack(db, signal)
  db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()
  return Math.max(0, before - pragma(db, 'page_count')) * pragma(db, 'page_size')
}

/** Works while there is more to do, and rests after each bit for as long as the bit took. */
async function bit(signal: AbortSignal, more: () => boolean): Promise<void> {
  for (;;) {
    const start = performance.now()
    if (signal.aborted || !more()) return
    await delay(performance.now() - start)
  }
}

function removeSome(db: DatabaseSync): boolean {
  const {cut} = bounds(db)
  const first = db.prepare('SELECT min(sequence) AS first FROM events').get()?.['first']
  if (first === null || first === undefined || Number(first) > cut) return false
  db.prepare('DELETE FROM events WHERE sequence <= ?').run(Math.min(cut, Number(first) + eventsAtOnce - 1))
  return true
}

async function giveBack(db: DatabaseSync, signal: AbortSignal): Promise<void> {
  const free = () => pragma(db, 'freelist_count')
  if (free() < worthIt) return
  if (pragma(db, 'auto_vacuum') !== 2) return rebuild(db)
  let left = Number.POSITIVE_INFINITY
  await bit(signal, () => {
    if (free() === 0 || free() >= left) return false
    left = free()
    db.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
    return true
  })
}

/** The file of an older Parrot is written anew once, so that from then on its pages can be given back one by one. */
function rebuild(db: DatabaseSync): void {
  db.exec('PRAGMA auto_vacuum=INCREMENTAL; VACUUM')
}
