import {globSync} from 'node:fs'
import {runProgram} from '../../system-program.ts'
import type {Change, Doing, End, Older} from '../manager.ts'
import {ended} from './install.ts'

/** Each version before: as the file that an earlier update left, else from a source that still has it. */
export async function older(changes: readonly Change[], signal: AbortSignal): Promise<readonly Older[]> {
  const replaced = changes.filter(({from}) => from !== null)
  if (replaced.length === 0) return []
  const files = globSync('/var/cache/dnf/*/packages/*.rpm')
  const format = '--queryformat=%{name}-%{epoch}:%{version}-%{release}.%{arch}'
  const words = [
    'repoquery',
    '--cacheonly',
    '--quiet',
    '--show-duplicates',
    format,
    '--',
    ...replaced.map(({name}) => name),
  ]
  const known = new Set((await runProgram('dnf', words, {signal, env: {HOME: '/root'}})).stdout.split('\n'))
  return replaced.map((change) => {
    const file = files.find((one) => one.endsWith(`/${fileOf(change)}`))
    const word = nevraOf(change)
    return {change, word: file ?? (known.has(word) ? word : null)}
  })
}

/** dnf leaves why a package was installed as it is. */
export async function wayBack(older: readonly Older[]): Promise<readonly (readonly string[])[]> {
  const words = older.flatMap(({word}) => (word === null ? [] : [word]))
  return words.length === 0 ? [] : [['dnf', 'downgrade', '--', ...words]]
}

/** Carries them out. */
export async function goBack(commands: readonly (readonly string[])[], doing: Doing): Promise<End> {
  const [[program = '', verb = '', ...rest] = []] = commands
  return ended([program, verb, '--assumeyes', '--setopt=exit_on_lock=1', ...rest], {}, doing)
}

const versionOf = ({from}: Change) => from ?? ''

const nevraOf = (change: Change) => {
  const version = versionOf(change)
  return `${change.name}-${version.includes(':') ? version : `0:${version}`}.${change.arch}`
}

/** A file's name has no epoch. */
const fileOf = (change: Change) =>
  `${change.name}-${versionOf(change).replace(/^\d+:/, '')}.${change.arch}.rpm`
