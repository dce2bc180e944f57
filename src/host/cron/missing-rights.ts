import type {Decision, Principal} from '../../rbac/decision.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {World} from '../world.ts'
import {rightsOf} from './rights.ts'
import type {Wish} from './wish.ts'

export type Missing = {readonly id: string; readonly role: string; readonly rights: readonly string[]}

/** The rights that no rule of an entry's role speaks of; an answer where that alone would not help. */
export async function missingRights(
  world: World,
  author: Principal,
  wishes: readonly Wish[],
): Promise<{readonly missing: readonly Missing[]} | {readonly answer: Answer}> {
  const missing: Missing[] = []
  const invalid: Problem[] = []
  const denied: Problem[] = []
  for (const {id, tool, input, role} of wishes) {
    const rights = await rightsOf({world, tool, input, role, author})
    if ('problems' in rights) {
      invalid.push(...rights.problems)
      continue
    }
    const ruled = rights.role.filter(({rule}) => rule !== undefined)
    if (rights.author.length > 0)
      denied.push(problem('schedule_author', {id, rights: named(rights.author).join(', ')}))
    else if (ruled.length > 0)
      denied.push(problem('schedule_refused', {id, role, rights: named(ruled).join(', ')}))
    else if (rights.role.length > 0) missing.push({id, role, rights: named(rights.role)})
  }
  if (invalid.length > 0) return {answer: {outcome: 'invalid_input', problems: invalid}}
  return denied.length > 0 ? {answer: {outcome: 'denied', problems: denied}} : {missing}
}

const named = (decisions: readonly Decision[]) => [...new Set(decisions.map(({permission}) => permission))]
