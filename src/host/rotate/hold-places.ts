import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {holdFolder} from '../held-folder.ts'
import type {Place} from './look.ts'
import type {Own} from './own.ts'
import type {Report} from './report.ts'
import type {Rules} from './rules.ts'
import {isCode} from './is-code.ts'

/** The folders of logs that may be looked after, held; the others are problems of the report. */
export function holdPlaces({folders, own: logs}: Rules, own: Own, {problems}: Report): Place[] {
  return folders.flatMap((path) => {
    const place = hold(path, own, path === logs)
    if (place === undefined || 'held' in place) return place ?? []
    problems.push(place)
    return []
  })
}

function hold(path: string, own: Own, optional: boolean): Place | Problem | undefined {
  try {
    const held = holdFolder(path)
    const why = own.folder(path, held.id)
      ? 'log_folder_own'
      : held.mode & 0o002
        ? 'log_folder_open'
        : undefined
    if (why === undefined) return {path, held}
    held.close()
    return problem(why, {folder: path})
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return optional ? undefined : problem('log_folder_missing', {folder: path})
    if (isCode(cause, 'ENOTDIR') || isCode(cause, 'ELOOP')) return problem('log_folder_link', {folder: path})
    return problem('log_folder_failed', {folder: path, cause: causeWords(cause)})
  }
}
