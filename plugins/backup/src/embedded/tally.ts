import {lineOf} from './manifest-line.ts'
import {shownPath, type Entry, type Note} from './entry.ts'
import type {Named, Saved} from '../engine.ts'

const shown = 100

/** Counts what goes into an archive, and keeps the first names of what does not. */
export class Tally {
  entries = 0
  folders = 0
  files = 0
  bytes = 0
  readonly notes = {missing: 0, changed: 0, skipped: 0}
  private readonly named: Record<Note['note'], Named[]> = {missing: [], changed: [], skipped: []}
  private readonly tell: (line: string) => void

  constructor(tell: (line: string) => void = () => {}) {
    this.tell = tell
  }

  count(bytes: number, kind: 'file' | 'folder' | 'other'): void {
    this.entries += 1
    if (kind === 'file') this.files += 1
    if (kind === 'folder') this.folders += 1
    this.bytes += bytes
  }

  add(entry: Entry): void {
    this.count(entry.size, entry.type === 'file' || entry.type === 'folder' ? entry.type : 'other')
    this.tell(lineOf(entry))
    if (entry.cut)
      this.note({note: 'missing', path: entry.path, why: 'a part of it: it has too many extended attributes'})
  }

  note(note: Note): void {
    this.notes[note.note] += 1
    const list = this.named[note.note]
    if (list.length < shown) list.push({path: shownPath(note.path), why: note.why})
    this.tell(lineOf(note))
  }

  saved(created: string, sources: readonly string[]): Saved {
    const {entries, files, bytes, notes, named} = this
    const counts = {missingCount: notes.missing, changedCount: notes.changed, skippedCount: notes.skipped}
    return {created, sources, entries, files, bytes, ...counts, ...named}
  }
}
