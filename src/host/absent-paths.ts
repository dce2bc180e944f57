import {lstatSync} from 'node:fs'
import {errorWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Plugin} from './plugin.ts'
import type {SettingRow} from './setting-rows.ts'

/** What a setting names for the plugin to read or write, and is not there: whoever sets it is told now and not at night. */
export function absentPaths({name, commands}: Plugin, {key, value}: SettingRow): Problem[] {
  const isFile = (right: string) => right.startsWith('fs:') && right.endsWith(`:$CONFIG.${key}`)
  if (!commands.some(({permissions}) => permissions.some(isFile))) return []
  const cause = errorWords('ENOENT')
  const paths = [value].flat().filter((one) => typeof one === 'string' && one !== '')
  return paths
    .filter((path) => isAbsent(String(path)))
    .map((path) => problem('setting_path_missing', {plugin: name, key, path: String(path), cause}))
}

/** What one may not look at may be there. */
function isAbsent(path: string): boolean {
  try {
    return lstatSync(path, {throwIfNoEntry: false}) === undefined
  } catch {
    return false
  }
}
