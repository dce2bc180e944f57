import {existsSync} from 'node:fs'
import {runProgram} from '../../system-program.ts'
import type {Change, Older} from '../manager.ts'

/** Each version before: as the file that an earlier update left, else from a source that still has it. */
export async function older(changes: readonly Change[], signal: AbortSignal): Promise<readonly Older[]> {
  const replaced = changes.filter(({from}) => from !== null)
  const known = await versionsAt(
    replaced.map(({name}) => name),
    signal,
  )
  return replaced.map((change) => {
    const file = archiveOf(change)
    if (existsSync(file)) return {change, word: file}
    const {name, arch, from} = change
    const there = known.has(`${name} ${from}`)
    return {change, word: there ? `${name}${arch === 'all' ? '' : `:${arch}`}=${from}` : null}
  })
}

/** In a file's name apt writes a colon as %3a. */
function archiveOf({name, arch, from}: Change): string {
  return `/var/cache/apt/archives/${name}_${(from ?? '').replaceAll(':', '%3a')}_${arch}.deb`
}

/** ` name | version | source`, a line for each that a source has. */
async function versionsAt(names: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const {stdout} = await runProgram('apt-cache', ['madison', '--', ...names], {signal})
  return new Set(
    stdout.split('\n').map((line) => {
      const [name = '', version = ''] = line.split('|').map((part) => part.trim())
      return `${name} ${version}`
    }),
  )
}
