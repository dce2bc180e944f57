import {join} from 'node:path'
import {errorWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {holdFolder, type HeldFolder} from '../held-folder.ts'
import {shownName} from '../shown-name.ts'
import {dayMs, type Area, type Cleaned, type Cleaning} from './area.ts'
import {inUse} from './in-use.ts'
import {sweep} from './sweep.ts'
import {Tally} from './tally.ts'

/** npm keeps what it installed for npx beside its cache; that is none. */
export const npm: Area = (cleaning) => {
  const {CACHE_NPM = join(cleaning.home, '.npm')} = cleaning.settings
  const folders = ['_cacache', '_logs'].map((name) => join(CACHE_NPM, name))
  return swept(cleaning, folders, cleaning.settings.CACHE_DAYS)
}

export const pip: Area = (cleaning) => {
  const {CACHE_PIP = join(cleaning.home, '.cache/pip')} = cleaning.settings
  return swept(cleaning, [CACHE_PIP], cleaning.settings.CACHE_DAYS)
}

export const tmp: Area = (cleaning) => {
  const {everyone, settings} = cleaning
  return swept(cleaning, settings.TMP_DIRS, settings.TMP_DAYS, everyone)
}

/** Of systemd, of snap, and the sockets of X, which lie in folders of their own. */
const spared = /^(?:systemd-private-|snap-private-tmp$|snap\.|\.(?:X11|ICE|XIM|font|Test)-unix$|lost\+found$)/

async function swept(
  cleaning: Cleaning,
  paths: readonly string[],
  days: number,
  everyone = false,
): Promise<Cleaned> {
  const {remove, signal, own, now} = cleaning
  const uid = everyone ? undefined : cleaning.uid
  const tally = new Tally()
  const where = paths.map((path) => shownName(Buffer.from(path))).join(', ')
  const held = paths.map((path) => hold(path, own))
  const folders = held.filter((one) => one !== undefined && 'fd' in one)
  const why = held.find((one) => one !== undefined && 'code' in one)
  try {
    const sweeping = {olderThan: now - days * dayMs, uid, own, spared, remove, signal, tally}
    const used = folders.length === 0 ? new Set<string>() : inUse(paths)
    for (const folder of folders) await sweep(folder, {...sweeping, inUse: used})
  } finally {
    for (const folder of folders) folder.close()
  }
  if (folders.length === 0) return {status: why ? 'skipped' : 'absent', where, tally, ...(why && {why})}
  return {status: remove ? 'cleaned' : 'planned', where, tally, ...(why && {why})}
}

function hold(path: string, own: ReadonlySet<string>): HeldFolder | Problem | undefined {
  if (!/^(?:\/(?!\.{1,2}(?:\/|$))[^/]{1,255})+$/.test(path)) return problem('clean_path', {path})
  try {
    const folder = holdFolder(path)
    if (!own.has(folder.id)) return folder
    folder.close()
    return problem('clean_own_folder', {path})
  } catch (cause) {
    const {code = ''} = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    return code === 'ENOTDIR' || code === 'ELOOP'
      ? problem('clean_link', {path})
      : problem('clean_unreadable', {path, cause: errorWords(code)})
  }
}
