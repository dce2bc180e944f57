import {lstatSync, readdirSync, rmSync} from 'node:fs'
import {basename, join} from 'node:path'
import {makeFolders} from '../events/make-folders.ts'
import type {Paths} from './paths.ts'
import {readSafely} from './safe-file.ts'
import {replaceFile} from './update-file.ts'

/** A configuration that was good, as it was; `why` is the command that made it, `by` who gave it. */
export type Kept = {
  readonly number: number
  readonly at: string
  readonly by: string
  readonly why: string
  /** The name of the file, without its folder. */
  readonly name: string
  readonly text: string
}

type Place = Pick<Paths, 'state'>

/** So many are kept; older ones go. */
export const most = 20

/** A text of 1 MiB may be six times as long as a JSON string. */
const largest = 8 * 1024 * 1024

/** What was kept, oldest first; what is damaged, or somebody else could have written, is left out. */
export function keptOnes(paths: Place, uid: number): readonly Kept[] {
  return numbers(paths, uid).flatMap((number) => {
    const found = readSafely(fileOf(paths, number), uid, largest)
    const read = found === undefined || 'code' in found ? undefined : parsed(found.text)
    return read === undefined ? [] : [{...read, number}]
  })
}

/** Keeps one more, whole or not at all. One that is the newest already is not kept twice. Call it alone. */
export function keep(paths: Place, uid: number, made: Omit<Kept, 'number' | 'name'> & {file: string}): void {
  const {file, ...rest} = made
  const name = basename(file)
  const newest = keptOnes(paths, uid).at(-1)
  if (newest?.text === made.text && newest.name === name) return
  makeFolders(folderOf(paths))
  const all = numbers(paths, uid)
  const number = (all.at(-1) ?? 0) + 1
  replaceFile(fileOf(paths, number), JSON.stringify({...rest, name}))
  for (const old of all.slice(0, Math.max(0, all.length + 1 - most)))
    rmSync(fileOf(paths, old), {force: true})
}

const folderOf = ({state}: Place) => join(state, 'config-history')

const fileOf = (paths: Place, number: number) => join(folderOf(paths), `${number}.json`)

/** None where the folder is not this user's alone. */
function numbers(paths: Place, uid: number): number[] {
  const stats = lstatSync(folderOf(paths), {throwIfNoEntry: false})
  if (stats === undefined || !stats.isDirectory() || stats.uid !== uid) return []
  return readdirSync(folderOf(paths))
    .flatMap((name) => /^([1-9]\d{0,8})\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

function parsed(text: string): Omit<Kept, 'number'> | undefined {
  try {
    const read = JSON.parse(text) as Record<string, unknown> | null
    const {at, by, why, name, text: kept} = read ?? {}
    const texts = [at, by, why, name, kept].every((value) => typeof value === 'string')
    return texts ? (read as Omit<Kept, 'number'>) : undefined
  } catch {
    return undefined
  }
}
