import {lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {isLeft, ownerName} from '../events/owner-name.ts'
import type {CallResult} from '../host/request.ts'

const prefix = 'parrot-edit-'

/** A text to be edited, in a file of its own that only this user can read. */
export type Copy = {
  readonly file: string
  readonly read: () => string
  /** Is there anything in it that is not in the original? */
  readonly changed: () => boolean
  /** Takes the copy away and hands the result on. */
  readonly done: (result: CallResult) => CallResult
}

/** A copy that is called like `original`, so that the editor knows what it is. */
export function newCopy(original: string, text: string): Copy {
  const file = join(mkdtempSync(join(tmpdir(), prefix + ownerName())), basename(original))
  writeFileSync(file, text, {mode: 0o600, flag: 'wx'})
  return {
    file,
    read: () => readFileSync(file, 'utf8'),
    changed: () => readFileSync(file, 'utf8') !== text,
    done: (result) => {
      rmSync(dirname(file), {recursive: true, force: true})
      return result
    },
  }
}

/**
 * Folders with the copies that edits of this user left: of a process that was killed, or because something was written into one. They are
 * not taken away, since an editor may outlive its Parrot, and its user still writes there.
 */
export function leftCopies(uid = process.getuid?.()): readonly string[] {
  const left = (name: string) => name.startsWith(prefix) && isLeft(name.slice(prefix.length)) === true
  return namesIn(tmpdir())
    .filter(left)
    .map((name) => join(tmpdir(), name))
    .filter((folder) => isOurs(folder, uid))
}

/** What cannot be looked at is somebody else's: a file system that they have mounted there, where anybody may make a name. */
function isOurs(folder: string, uid: number | undefined): boolean {
  try {
    const found = lstatSync(folder)
    return found.isDirectory() && found.uid === uid
  } catch {
    return false
  }
}

/** Whoever may write to a folder may not always look through it. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
