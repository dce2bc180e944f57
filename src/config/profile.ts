import {join} from 'node:path'
import {nameForm} from '../manifest/names.ts'
import {problem} from '../text/problem.ts'
import type {Checked} from './checked.ts'
import type {Part} from './load.ts'
import type {Paths, Surroundings} from './paths.ts'
import {readFirst, type Read} from './read.ts'
import type {Said} from './read-variables.ts'

/** `profiles/<name>.yaml`, the user's or else the system's. One that was asked for and is not there is a problem. */
export async function readProfile(
  {uid}: Pick<Surroundings, 'uid'>,
  paths: Pick<Paths, 'config' | 'system'>,
  asked: Said | undefined,
  passed?: Checked<true>,
): Promise<Read<Part>> {
  if (asked === undefined) return {problems: []}
  const {value: name, from} = asked
  if (!nameForm.test(name)) return {problems: [problem('config_profile_name', {from})]}
  const files = [paths.config, paths.system].flatMap((folder) =>
    ['json', 'yaml', 'yml'].map((ending) => join(folder, 'profiles', `${name}.${ending}`)),
  )
  const read = await readFirst<Part>(files, uid, 'config', passed)
  if (read.file !== undefined) return read
  return {problems: [problem('config_profile', {name, from, file: files[1] ?? ''})]}
}
