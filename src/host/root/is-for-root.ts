import {statSync} from 'node:fs'
import type {Surroundings} from '../../config/paths.ts'
import type {Permission} from '../../rbac/claim.ts'
import type {Work} from '../walk.ts'

/** Is this nothing that the server of a whole machine can do as its own user? */
export function isForRoot(
  {uid, env}: Pick<Surroundings, 'uid' | 'env'>,
  {wanted, request}: Pick<Work, 'wanted' | 'request'>,
): boolean {
  if (uid === 0 || !env['PARROT_PEOPLE'] || request.unsandboxed) return false
  return wanted.permissions.some((permission) => needsRoot(permission, uid))
}

function needsRoot({family, claim}: Permission, uid: number): boolean {
  if (family === 'sys:root' || family === 'sys:backup') return true
  return claim.kind === 'path' && claim.access === 'write' && isOthers(claim.path, uid)
}

/** What is not there the sandbox has a word for; what one may not even look at is somebody else's. */
function isOthers(path: string, uid: number): boolean {
  try {
    const stats = statSync(path, {throwIfNoEntry: false})
    return stats !== undefined && stats.uid !== uid
  } catch {
    return true
  }
}
