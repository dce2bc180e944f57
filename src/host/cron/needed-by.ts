import {leansOn} from '../../rbac/leans-on.ts'
import type {Policy} from '../../rbac/policy.ts'
import type {BuiltinCall} from '../builtin.ts'
import type {Entry} from './entry.ts'
import {rightsOf} from './rights.ts'
import {policyWith} from './role-file.ts'

type Call = Pick<BuiltinCall, 'host' | 'work'>

/** Would an entry lack something, were these rights taken from the role? One that cannot be judged now may need them. */
export async function neededBy(
  {host, work}: Call,
  entries: readonly Entry[],
  role: string,
  rights: readonly string[],
): Promise<boolean> {
  const now = await policyWith(host, work, role, {})
  const without = await policyWith(host, work, role, {removed: rights})
  if ('code' in now || 'code' in without) return true
  const bound = entries.filter((entry) => leansOn(now, entry.role, role))
  const losses = bound.map(async (entry) => {
    const lost = await lacks(work, without, entry)
    return lost === undefined || lost > ((await lacks(work, now, entry)) ?? 0)
  })
  return (await Promise.all(losses)).some(Boolean)
}

async function lacks({world, request}: Call['work'], policy: Policy, {tool, input, role}: Entry) {
  const rights = await rightsOf({world: {...world, policy}, tool, input, role, author: request.by})
  return 'problems' in rights ? undefined : rights.role.length
}
