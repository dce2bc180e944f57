import {nearestOfKind} from '../text/nearest-of-kind.ts'
import type {Permission} from './claim.ts'
import {decide} from './decide.ts'
import type {Principal} from './decision.ts'
import {readPermission} from './permission.ts'
import type {Policy} from './policy.ts'

/** What somebody who was denied this right most likely meant: one to do the same to another thing, that their own roles name and allow. */
export function nearRight(policy: Policy, asker: Pick<Principal, 'roles'>, text: string): string | undefined {
  const asked = readPermission(text)
  const argument = 'code' in asked ? undefined : argumentOf(asked)
  if ('code' in asked || argument === undefined) return undefined
  const named = asker.roles
    .flatMap((role) => policy.roles.get(role)?.rules ?? [])
    .flatMap(({rule}) => rule.permission ?? [])
    .filter((one) => one.family === asked.family && decide(policy, asker, one).effect === 'allow')
  const near = nearestOfKind(
    argument,
    named.flatMap((one) => argumentOf(one) ?? []),
  )
  return near === undefined ? undefined : `${asked.family}:${near}`
}

const argumentOf = ({claim}: Permission) => (claim.kind === 'action' ? claim.argument : undefined)
