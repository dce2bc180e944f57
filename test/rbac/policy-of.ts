import type {Permission} from '../../src/rbac/claim.ts'
import {parsePermission} from '../../src/rbac/permission.ts'
import {compilePolicy, type Policy} from '../../src/rbac/policy.ts'
import {says} from '../../src/text/problem.ts'
import type {TrueRole} from './truth.ts'

type Rows = Readonly<Record<string, object>>

/** The policy of files with these rows; throws what is wrong with them. */
export function policyOfRows(roles: Rows, users: Rows = {}): Policy {
  const compiled = compilePolicy(
    {file: 'roles.json', content: {roles}},
    {file: 'users.json', content: {users}},
  )
  if ('policy' in compiled) return compiled.policy
  throw new Error(compiled.problems.map(says).join('\n'))
}

/** The policy of these roles, without users. */
export function policyOf(roles: readonly TrueRole[]): Policy {
  return policyOfRows(Object.fromEntries(roles.map(({name, permissions}) => [name, {permissions}])))
}

/** The permission of a manifest; throws why it is none. */
export function permissionOf(text: string): Permission {
  const permission = parsePermission(text)
  if ('code' in permission) throw new Error(says(permission))
  return permission
}
