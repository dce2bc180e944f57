import type {StoredEvent} from '../../events/journal.ts'
import {en} from '../../text/en.ts'
import type {Problem} from '../../text/problem.ts'

/** The problem that an alert is recorded with; undefined where there is none, or one of another Parrot. */
export function aboutOf({problem: about}: StoredEvent['payload']): Problem | undefined {
  const {code, params} = (about ?? {}) as Partial<Problem>
  const known = typeof code === 'string' && Object.hasOwn(en, code) && typeof params === 'object'
  return known ? {code, params} : undefined
}
