import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {unrestricted} from '../../rbac/unrestricted.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Walk} from '../walk.ts'
import type {Target} from '../target.ts'
import type {Counter} from './counter.ts'

/** Counts a call that was allowed; the answer where it is one too many, undefined where it may go on. */
export type WithinRate = (target: Target, walk: Walk) => Promise<Answer | undefined>

/**
 * How often one caller may call one tool, counted for all processes of this state folder together. A step belongs to the call above it,
 * and who may do everything is not held up at their own terminal.
 */
export function withinRate({state}: Pick<Paths, 'state'>): WithinRate {
  const file = join(state, 'rate/calls.db')
  let counter: Promise<Counter> | undefined
  return async ({tool, operation}, walk) => {
    const {request, world, above} = walk
    if (above !== undefined) return undefined
    // What says what is wrong works also where nothing can be counted.
    if (request.door === 'terminal' && operation?.always === true) return undefined
    if (request.door === 'terminal' && unrestricted(world.policy, request.by)) return undefined
    const {rate, rateWindowMs} = world.config.limits
    counter ??= import('./counter.ts').then(({openCounter}) => openCounter(file))
    const {count} = await counter.catch((error: unknown) => {
      counter = undefined
      throw error
    })
    const ms = await count(JSON.stringify([request.by.evidence, tool]), rate, rateWindowMs)
    return ms === undefined ? undefined : tooMany(tool, ms, walk)
  }
}

function tooMany(tool: string, ms: number, {world}: Walk): Answer {
  const {rate, rateWindowMs} = world.config.limits
  const retryAfter = Math.max(1, Math.ceil(ms / 1000))
  const about = {tool, rate, window: `${rateWindowMs / 1000} s`, seconds: retryAfter}
  return {outcome: 'rate_limited', problems: [problem('rate_limited', about)], retryAfter}
}
