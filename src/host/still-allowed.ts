import {refused, type Answer} from './answer.ts'
import type {Work} from './call.ts'
import type {Host} from './operation.ts'
import {decided} from './record.ts'
import type {Target} from './target.ts'
import {verdictOn} from './wanted.ts'
import type {World} from './world.ts'

/** What a call that waited for its turn is answered where the roles of now do not allow it any more; undefined where they do. */
export async function stillAllowed(
  {record}: Pick<Host, 'record'>,
  target: Target,
  work: Work,
  world: World,
): Promise<Answer | undefined> {
  const {again} = work.request
  if (again === undefined || world === work.world) return undefined
  const request = {...work.request, by: again()}
  const verdict = verdictOn(target, work.wanted, world, request)
  if (verdict.effect === 'allow') return undefined
  await record(decided({...work, request, world}, verdict))
  return refused(verdict)
}
