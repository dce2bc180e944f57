import type {Wanted} from '../rbac/authorise.ts'
import {widened} from '../rbac/consent.ts'
import {isResource, readPermission} from '../rbac/permission.ts'
import type {Plugin} from './plugin.ts'

/** Is every resource that a run would be given among those that were approved? A path from the configuration may have changed. */
export function consented({origin, consented: texts = []}: Plugin, {permissions}: Wanted): boolean {
  if (origin === 'shipped') return true
  const approved = texts.map(readPermission).filter((read) => 'claim' in read)
  return widened(approved, permissions.filter(isResource)).length === 0
}
