import {join} from 'node:path'
import type {Problem} from '../text/problem.ts'
import {configFiles} from './config-files.ts'
import type {Paths} from './paths.ts'
import {readSafely, type SafeFile} from './safe-file.ts'

/** The user's configuration file; without `text` where there is none yet. */
export type UserFile = Partial<SafeFile> & {readonly file: string}

/** The file that counts, or where one would be written; a problem where the one that is there may not be read. */
export function userFile(
  {config}: Pick<Paths, 'config'>,
  uid: number,
  fresh = 'config.json',
): UserFile | Problem {
  for (const file of configFiles(config)) {
    const found = readSafely(file, uid)
    if (found !== undefined) return 'code' in found ? found : {file, ...found}
  }
  return {file: join(config, fresh)}
}

/** For its owner only; one that even its owner does not write keeps that. */
export function modeOf({stats}: Pick<UserFile, 'stats'>): number {
  return stats !== undefined && (stats.mode & 0o200) === 0 ? 0o400 : 0o600
}
