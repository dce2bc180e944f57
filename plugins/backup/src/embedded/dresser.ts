import {fchmodSync, fchownSync, futimesSync} from 'node:fs'
import type {Entry} from './entry.ts'
import {isAcl, isKept, type Attributes} from './xattr.ts'

/** Gives what was restored its owner, mode, times and attributes, as far as this machine and this user can. */
export class Dresser {
  private owners = process.getuid?.() === 0
  private setIds = false
  private lostAttributes = false
  private readonly attributes: Attributes | undefined

  constructor(attributes: Attributes | undefined) {
    this.attributes = attributes
  }

  /** Takes note of what no entry is given back. */
  see({mode}: Entry): void {
    if (mode & 0o6000) this.setIds = true
  }

  /** Without the bits that would make a program run as its owner: a stranger's archive would bring one. */
  dress(fd: number, {mode, uid, gid, mtime, xattrs}: Entry): void {
    const kept = xattrs === undefined ? [] : Object.entries(xattrs).filter(([name]) => isKept(name))
    for (const [name, value] of kept) if (!isAcl(name)) this.give(fd, name, value)
    this.own(() => fchownSync(fd, uid, gid))
    fchmodSync(fd, mode & 0o1777)
    for (const [name, value] of kept) if (isAcl(name)) this.give(fd, name, value)
    futimesSync(fd, mtime, mtime)
  }

  /** From the first owner on that may not be given, none is. */
  own(give: () => void): void {
    if (!this.owners) return
    try {
      give()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
      this.owners = false
    }
  }

  /** What this machine, or this user, could not give back. */
  notKept(): readonly string[] {
    return [
      ...(this.owners ? [] : ['owners and groups']),
      ...(this.setIds ? ['set-user-id and set-group-id bits'] : []),
      ...(this.lostAttributes ? ['some extended attributes'] : []),
    ]
  }

  private give(fd: number, name: string, value: string): void {
    if (this.attributes?.give(fd, name, value) !== true) this.lostAttributes = true
  }
}
