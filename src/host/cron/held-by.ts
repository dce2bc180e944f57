import {fallen} from '../../rbac/key-row.ts'
import {leansOn} from '../../rbac/leans-on.ts'
import type {Policy} from '../../rbac/policy.ts'
import {readKeys} from '../keys/files.ts'
import type {Host} from '../operation.ts'

/** A user or a key that has this role, or one that extends it: whoever was given it may count on what it allows. */
export function heldBy(host: Host, policy: Policy, role: string): string | undefined {
  const holds = ({roles}: {readonly roles: readonly string[]}) =>
    roles.some((name) => leansOn(policy, name, role))
  const user = [...policy.users.values()].find(holds)
  const keys = readKeys(host.paths, host.around.uid)
  const key = 'code' in keys ? undefined : keys.find((row) => !fallen(row, host.now()) && holds(row))
  return user?.name ?? key?.name
}
