import {statSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import {writer, type Clean} from './append.ts'
import type {Anchor} from './chain.ts'
import {closeDead} from './close-dead.ts'
import {cutIn} from './cut.ts'
import {cutAway} from './cut-away.ts'
import {damage, durability, openDatabase, transactions} from './database.ts'
import {groupCommit} from './group-commit.ts'
import {headKeeper, type HeadOptions} from './head-keeper.ts'
import type {OpenJournal} from './journal.ts'
import {hostKey} from './host-key.ts'
import {openCalls} from './open-calls.ts'
import {planCut} from './prune.ts'
import {read} from './read.ts'
import type {Redact} from './redact.ts'
import {refused} from './refused.ts'
import {lastRun} from './runs.ts'
import {statsOf} from './stats.ts'
import {sweep} from './sweep.ts'
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
  /** Tools whose calls last as long as the process that makes them: what is older than such a call may be cut away while it runs, its request with it. */
  readonly lasting?: readonly string[]
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

function journalOn(db: DatabaseSync, {file, heads, now, redact, lasting = []}: JournalOptions): OpenJournal {
  const {clean, write} = writer(db, now, redact)
  const atOnce = transactions(db)
  const keeper = headKeeper(heads, now)
  const place = inode(file)
  const last = db.prepare('SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1')
  const newest = () => last.get() as Anchor | undefined

  function inPlace(): void {
    if (inode(file) !== place) throw new Error('the file was replaced while it was open')
  }

  function writing<T>(work: () => T): T {
    try {
      inPlace()
      return work()
    } catch (error) {
      throw refused(file, error)
    }
  }

  function followed<T extends Anchor>(event: T): T {
    keeper.follow(event)
    return event
  }

  const appends = groupCommit((drafts: readonly Clean[]) => {
    inPlace()
    return atOnce(() => write(drafts))
  })

  return {
    append: async (draft) => {
      try {
        return followed(await appends.append(clean(draft)))
      } catch (error) {
        throw refused(file, error)
      }
    },
    closeDead: () => writing(() => closeDead(db, {clean, write}, atOnce)).map(followed),
    read: (filter) => read(db, filter),
    tail: (filter, signal) =>
      tail({file, read: (wanted) => read(db, wanted), newest: () => newest()?.sequence ?? 0}, filter, signal),
    newest: () => newest()?.sequence ?? 0,
    openCalls: () => openCalls(db),
    stats: (filter) => statsOf(db, filter),
    planCut: (keep) => planCut(db, keep, lasting),
    cut: (plan, about) => {
      const key = hostKey(heads.key)
      const done = writing(() => atOnce(() => cutAway({db, clean, write, now, key, lasting}, plan, about)))
      keeper.sign(done.event)
      return done.cut
    },
    sweep: (signal) => sweep(db, signal),
    lastCut: () => cutIn(db),
    lastRun: (tool, outcomes) => lastRun(db, tool, outcomes),
    head: (of = newest()) => of && keeper.sign(of),
    durability: () => durability(db),
    damage: () => damage(db),
    close() {
      appends.flush()
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
