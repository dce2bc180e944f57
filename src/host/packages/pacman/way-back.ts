import {readdirSync} from 'node:fs'
import {runProgram} from '../../system-program.ts'
import type {Change, Doing, End, Older} from '../manager.ts'
import {ended} from './install.ts'
import {changing} from './words.ts'

/** Each version before, as the file that an earlier update left: a source of pacman's has the newest only. */
export async function older(changes: readonly Change[], signal: AbortSignal): Promise<readonly Older[]> {
  const {stdout} = await runProgram('pacman-conf', ['CacheDir'], {signal})
  const files = stdout.split('\n').filter(Boolean).flatMap(filesIn)
  const replaced = changes.filter(({from}) => from !== null)
  return replaced.map((change) => ({change, word: files.find((file) => isOf(change, file)) ?? null}))
}

/** pacman takes a file's version for what it is, and leaves why the package was installed as it is. */
export async function wayBack(older: readonly Older[]): Promise<readonly (readonly string[])[]> {
  const words = older.flatMap(({word}) => (word === null ? [] : [word]))
  return words.length === 0 ? [] : [['pacman', '--upgrade', '--', ...words]]
}

/** Carries them out. */
export async function goBack(commands: readonly (readonly string[])[], doing: Doing): Promise<End> {
  const [[program = '', verb = '', ...rest] = []] = commands
  return ended([program, verb, ...changing, ...rest], {}, doing)
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((file) => `${folder.replace(/\/$/, '')}/${file}`)
  } catch {
    return []
  }
}

/** `name-version-release-arch.pkg.tar.zst`; its signature, and what is not whole yet, end otherwise. */
function isOf({name, from}: Change, file: string): boolean {
  const base = file.split('/').at(-1) ?? ''
  const begin = `${name}-${from ?? ''}-`
  return (
    base.startsWith(begin) &&
    /^[^-]+\.pkg\.tar(?:\.[a-z0-9]+)?$/.test(base.slice(begin.length)) &&
    !base.endsWith('.sig')
  )
}
