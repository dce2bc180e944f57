import {decide} from '../rbac/decide.ts'
import type {Principal} from '../rbac/decision.ts'
import {readPermission} from '../rbac/permission.ts'
import type {Policy} from '../rbac/policy.ts'

/** May they approve plugins, and so know of all that are there? */
export function approves(policy: Policy, by: Principal): boolean {
  const permission = readPermission('plugin:approve')
  if (!('claim' in permission) || decide(policy, by, permission).effect !== 'allow') return false
  return by.owner === undefined || approves(policy, by.owner)
}
