import {readdirSync, rmSync} from 'node:fs'
import {basename, join} from 'node:path'
import {makeFolders} from '../events/make-folders.ts'
import type {Paths} from './paths.ts'
import {replaceFile} from './update-file.ts'

/** So many are kept; older ones go. */
const most = 5

/** Keeps a text that was no good configuration, and what somebody had written into it by hand, beside the good ones; says where. Call it alone. */
export function keepBroken(
  {state}: Pick<Paths, 'state'>,
  {file, text, at}: {readonly file: string; readonly text: string; readonly at: string},
): string {
  const folder = join(state, 'config-history')
  makeFolders(folder)
  const copy = join(folder, `broken-${at.replaceAll(/[-:]/g, '')}-${basename(file)}`)
  replaceFile(copy, text)
  const old = readdirSync(folder)
    .filter((name) => name.startsWith('broken-'))
    .sort()
    .slice(0, -most)
  for (const name of old) rmSync(join(folder, name), {force: true})
  return copy
}
