import {existsSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {makeFolders} from '../events/make-folders.ts'
import type {Paths} from './paths.ts'
import {readSafely} from './safe-file.ts'
import {replaceFile} from './update-file.ts'

/** A change of the user's file that is taken back at `until`, milliseconds since the epoch, unless somebody confirms it. */
export type Unconfirmed = {
  readonly file: string
  /** What it replaced; null where there was no file. */
  readonly before: string | null
  readonly mode: number
  /** The digest of what it put there. */
  readonly after: string
  readonly until: number
  readonly by: string
}

type Place = Pick<Paths, 'state'>

/** Twice the longest text of a file, as JSON. */
const largest = 8 * 1024 * 1024

const fileOf = ({state}: Place) => join(state, 'config-unconfirmed.json')

/** Costs one look at the disk. */
export const mayBeUnconfirmed = (paths: Place) => existsSync(fileOf(paths))

/** The change that waits; undefined where there is none, or what is there is damaged or somebody else could have written it. */
export function unconfirmed(paths: Place, uid: number): Unconfirmed | undefined {
  const found = readSafely(fileOf(paths), uid, largest)
  if (found === undefined || 'code' in found) return undefined
  try {
    const read = JSON.parse(found.text) as Unconfirmed
    return typeof read.file === 'string' && Number.isSafeInteger(read.until) ? read : undefined
  } catch {
    return undefined
  }
}

export function awaitConfirmation(paths: Place, change: Unconfirmed): void {
  makeFolders(paths.state)
  replaceFile(fileOf(paths), JSON.stringify(change))
}

export function confirmed(paths: Place): void {
  rmSync(fileOf(paths), {force: true})
}

/** SHA-256 of a file's text. */
export function digestOf(text: string | undefined): string {
  if (text === undefined) return 'none'
  return `sha256-${process.getBuiltinModule('node:crypto').hash('sha256', text, 'hex')}`
}
