import type {Wanted} from '../rbac/authorise.ts'
import type {Permission} from '../rbac/claim.ts'
import {widened} from '../rbac/consent.ts'
import {isResource, readPermission} from '../rbac/permission.ts'

/** The resources that a run would be given and nobody approved: a path of the configuration may have changed since. */
export function notConsented(
  texts: readonly string[],
  {permissions}: Pick<Wanted, 'permissions'>,
): readonly Permission[] {
  const approved = texts.map(readPermission).filter((read) => 'claim' in read)
  return widened(approved, permissions.filter(isResource))
}
