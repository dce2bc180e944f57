import type {Principal} from '../../rbac/decision.ts'
import type {Entry} from './entry.ts'

/** Who an entry runs as, on behalf of whoever made it. No user can be called so: names of users have no space. */
export function entryPrincipal({id, role}: Pick<Entry, 'id' | 'role'>, owner: Principal): Principal {
  return {name: `entry ${id}`, roles: [role], evidence: `entry ${id} by ${owner.name}`, owner}
}
