import {readPolicyFiles} from '../../config/policy-files.ts'
import type {Policy} from '../../rbac/policy.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import {changeRole, mayChangeRoles} from './role-file.ts'

/**
 * Adds these rights to the role, as an admin asked for: what cannot be given so is a problem. The policy that then holds; a
 * dry run only says it.
 */
export async function grantToRole(
  host: Host,
  work: Work,
  role: string,
  rights: readonly string[],
): Promise<Policy | Problem> {
  const about = {role, rights: rights.join(', ')}
  if (!mayChangeRoles(work)) return problem('schedule_admin', about)
  const {roles} = await readPolicyFiles(host.around, host.paths, work.world.config)
  if (!roles.file.endsWith('.json')) return problem('schedule_roles_file', {...about, file: roles.file})
  return changeRole(host, work, role, {added: rights})
}
