import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {readSafely} from '../../config/safe-file.ts'
import {asIdentity, isDead, type ProcessIdentity} from '../../events/liveness.ts'
import {serverPlace, type ServerPlace} from './place.ts'

/** The process that said last that it is this home's server; it may be dead. */
export type Noted = {readonly process: ProcessIdentity; readonly dead: boolean}

/**
 * Where this home's server is, or would be. One that runs says so itself: whoever asks may have another XDG_RUNTIME_DIR, as cron
 * has none.
 */
export function whereServer(
  paths: Pick<Paths, 'run' | 'state'>,
  uid: number,
): {readonly place: ServerPlace; readonly noted: Noted | undefined} {
  const place = serverPlace(paths)
  const {folder, ...rest} = noteIn(place.note, uid)
  const process = asIdentity(rest)
  if (process === undefined) return {place, noted: undefined}
  const noted = {process, dead: isDead(process)}
  const elsewhere = typeof folder === 'string' && folder === join('/', folder) && !noted.dead
  return {place: elsewhere ? serverPlace({...paths, run: folder}) : place, noted}
}

/** For who looks whether it is well; null where no server is known of. */
export function serverFiles(paths: Pick<Paths, 'run' | 'state'>, uid: number) {
  const {place, noted} = whereServer(paths, uid)
  return noted === undefined ? null : {pidFile: place.pidFile, socket: place.socket}
}

function noteIn(file: string, uid: number): Record<string, unknown> {
  const found = readSafely(file, uid, 4096)
  if (found === undefined || 'code' in found) return {}
  try {
    return {...(JSON.parse(found.text) as object)}
  } catch {
    return {}
  }
}
