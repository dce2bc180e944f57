import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'
import {grantToRole} from './grant.ts'
import type {Granted} from './granted.ts'
import {missingRights, type Missing} from './missing-rights.ts'
import type {Wish} from './wish.ts'

/**
 * What keeps these entries, all of one role, from being made: rights that their author or their role lacks. With `grant` an
 * admin gives the role what no rule of it speaks of; then nothing does, and it says what was given.
 */
export async function notAllowed(
  {host, work}: Pick<BuiltinCall, 'host' | 'work'>,
  wishes: readonly Wish[],
  grant: boolean,
): Promise<Answer | {readonly given: Granted}> {
  const {by} = work.request
  const found = await missingRights(work.world, by, wishes)
  if ('answer' in found) return found.answer
  const [first] = found.missing
  if (first === undefined) return {given: {}}
  if (!grant) return {outcome: 'needs_approval', problems: told('schedule_rights', found.missing)}

  const rights = [...new Set(found.missing.flatMap(({rights}) => rights))]
  const policy = await grantToRole(host, work, first.role, rights)
  if ('code' in policy) return {outcome: 'denied', problems: [policy]}
  const after = await missingRights({...work.world, policy}, by, wishes)
  if ('answer' in after) return after.answer
  return after.missing.length > 0
    ? {outcome: 'denied', problems: told('schedule_refused', after.missing)}
    : {given: {[first.role]: rights}}
}

function told(code: 'schedule_rights' | 'schedule_refused', missing: readonly Missing[]) {
  return missing.map(({id, role, rights}) => problem(code, {id, role, rights: rights.join(', ')}))
}
