import {decide} from '../rbac/decide.ts'
import type {Principal} from '../rbac/decision.ts'
import {readPermission} from '../rbac/permission.ts'
import type {Policy} from '../rbac/policy.ts'

/** May they approve plugins, and so know of all that are there? */
export function approves(policy: Policy, by: Principal): boolean {
  return holds(policy, by, 'plugin:approve')
}

/** May they read roles and users or give them, and so know of all that are there? */
export function knowsRoles(policy: Policy, by: Principal): boolean {
  return holds(policy, by, 'rbac:read') || holds(policy, by, 'rbac:manage')
}

/** May they read the schedule, and so know of its entries? */
export function knowsSchedule(policy: Policy, by: Principal): boolean {
  return holds(policy, by, 'cron:read')
}

function holds(policy: Policy, by: Principal, right: string): boolean {
  const permission = readPermission(right)
  if (!('claim' in permission) || decide(policy, by, permission).effect !== 'allow') return false
  return by.owner === undefined || holds(policy, by.owner, right)
}
