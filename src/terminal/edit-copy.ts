import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import type {CallResult} from '../host/request.ts'

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
  const file = join(mkdtempSync(join(tmpdir(), 'parrot-edit-')), basename(original))
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
