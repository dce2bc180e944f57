import {statSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import {writer} from './append.ts'
import type {Anchor} from './chain.ts'
import {closeDead} from './close-dead.ts'
import {durability, openDatabase, transactions} from './database.ts'
import {headKeeper, type HeadOptions} from './head-keeper.ts'
import type {OpenJournal} from './journal.ts'
import {openCalls} from './open-calls.ts'
import {read} from './read.ts'
import type {Redact} from './redact.ts'
import {refused} from './refused.ts'
import {lastRun} from './runs.ts'
import {tail} from './tail.ts'

export type JournalOptions = {
  readonly file: string
  readonly heads: HeadOptions
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Applied to everything before it is written. */
  readonly redact: Redact
  /** How long a write waits while other processes write. Milliseconds; 10 s when left out. */
  readonly patience?: number
}

/**
 * Opens the journal in `file`, made first where there is none. Throws a JournalRefused where it belongs to somebody else,
 * is damaged, or cannot be written.
 */
export function openJournal(options: JournalOptions): OpenJournal {
  try {
    return journalOn(openDatabase(options.file, options.patience ?? 10_000), options)
  } catch (error) {
    throw refused(options.file, error)
  }
}

function journalOn(db: DatabaseSync, {file, heads, now, redact}: JournalOptions): OpenJournal {
  const {clean, write} = writer(db, now, redact)
  const atOnce = transactions(db)
  const keeper = headKeeper(heads, now)
  const place = inode(file)
  const last = db.prepare('SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1')
  const newest = () => last.get() as Anchor | undefined

  function writing<T>(work: () => T): T {
    try {
      if (inode(file) !== place) throw new Error('the file was replaced while it was open')
      return work()
    } catch (error) {
      throw refused(file, error)
    }
  }

  function followed<T extends Anchor>(event: T): T {
    keeper.follow(event)
    return event
  }

  return {
    append: async (draft) =>
      followed(
        writing(() => {
          const ready = clean(draft)
          return atOnce(() => write(ready))
        }),
      ),
    closeDead: () => writing(() => closeDead(db, {clean, write}, atOnce)).map(followed),
    read: (filter) => read(db, filter),
    tail: (filter, signal) =>
      tail({file, read: (wanted) => read(db, wanted), newest: () => newest()?.sequence ?? 0}, filter, signal),
    openCalls: () => openCalls(db),
    lastRun: (tool, outcomes) => lastRun(db, tool, outcomes),
    head() {
      const event = newest()
      return event && keeper.sign(event)
    },
    durability: () => durability(db),
    close() {
      keeper.flush()
      if (db.isOpen) db.close()
    },
  }
}

/** SQLite goes on writing to a file that was removed or replaced; nobody would ever read it. */
function inode(file: string): string {
  const {dev, ino} = statSync(file, {bigint: true})
  return `${dev}:${ino}`
}
