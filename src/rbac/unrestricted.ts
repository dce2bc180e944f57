import type {Principal} from './decision.ts'
import type {Policy} from './policy.ts'

/** Does one of its roles allow everything, and none deny or ask for anything? Then every decision about it is to allow. */
export function unrestricted(policy: Policy, principal: Pick<Principal, 'roles' | 'owner'>): boolean {
  const {owner, roles} = principal
  if (owner !== undefined && !unrestricted(policy, owner)) return false
  const rules = roles.flatMap((role) => policy.roles.get(role)?.rules ?? [])
  const all = rules.some(
    ({rule}) => rule.effect === 'allow' && rule.area === undefined && rule.permission === undefined,
  )
  return all && rules.every(({rule}) => rule.effect === 'allow')
}
