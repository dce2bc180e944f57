import {closeSync, fchmodSync, mkdirSync} from 'node:fs'
import type {Entry} from './entry.ts'
import {inside, openFolder} from './folder.ts'
import {reasonOf} from './reason.ts'

type Level = {
  readonly name: string
  readonly path: string
  readonly fd: number
  entry: Entry | undefined
  readonly made: boolean
}

/**
 * The folders from `root` down to the one that is written into, open: every step down is taken by descriptor and never through a link.
 * `dress` gives one what its entry says, when nothing more is put into it.
 */
export class OpenFolders {
  private readonly root: number
  private readonly dress: (fd: number, entry: Entry) => void
  private readonly levels: Level[] = []
  private readonly late: {path: string; why: string}[] = []

  constructor(root: number, dress: (fd: number, entry: Entry) => void) {
    this.root = root
    this.dress = dress
  }

  /** Is there and open, and will be as its entry says. */
  place(entry: Entry): void {
    this.enter(entry.path)
    const level = this.levels.at(-1)
    if (level !== undefined) level.entry = entry
  }

  /** The open folder at `path`, made where it is not there. */
  enter(path: string): number {
    const last = this.levels.at(-1)
    if (last?.path === path) return last.fd
    const names = path === '' ? [] : path.split('/')
    const same = this.levels.findIndex(({name}, at) => name !== names[at])
    const keep = same < 0 ? Math.min(this.levels.length, names.length) : same
    while (this.levels.length > keep) this.leave()
    for (const name of names.slice(keep)) {
      const above = this.levels.at(-1)
      const made = makeFolder(above?.fd ?? this.root, name)
      const fd = openFolder(above?.fd ?? this.root, name)
      this.levels.push({name, path: above ? `${above.path}/${name}` : name, fd, entry: undefined, made})
    }
    return this.levels.at(-1)?.fd ?? this.root
  }

  /** Gives the folders their modes and times, which what was put into them has changed. */
  finish(tell: (path: string, why: string) => void): void {
    while (this.levels.length > 0) this.leave()
    for (const {path, why} of this.late) tell(path, why)
  }

  close(): void {
    for (const {fd} of this.levels.splice(0)) closeSync(fd)
  }

  private leave(): void {
    const level = this.levels.pop()
    if (level === undefined) return
    const {fd, entry, made, path} = level
    try {
      if (entry !== undefined) this.dress(fd, entry)
      else if (made) fchmodSync(fd, 0o755)
    } catch (error) {
      this.late.push({path, why: reasonOf(error)})
    } finally {
      closeSync(fd)
    }
  }
}

/** Was there none? */
function makeFolder(folder: number, name: string): boolean {
  try {
    mkdirSync(inside(folder, name), {mode: 0o700})
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}
