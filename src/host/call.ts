import {broken, inTime, lost, paused, type Answer} from './answer.ts'
import {answerTo} from './corridor.ts'
import {once} from './once.ts'
import {finished, requested, unheard} from './record.ts'
import type {CallResult, Request} from './request.ts'
import type {Above, CallDeps} from './walk.ts'
import {written} from './written.ts'

/**
 * One call, from asking to answer. Nothing starts unrecorded, and nothing the caller wrote is read before the caller is
 * known to be allowed. Never throws for something a caller can bring about.
 */
export async function call(deps: CallDeps, asked: Request, above?: Above): Promise<CallResult> {
  // A step of a workflow may come hours after who asked for it was known.
  const request = {...asked, by: asked.again?.() ?? asked.by, input: once(asked.input).get}
  const walk = {id: deps.newId(), request, world: deps.snapshot(), above}
  const startedAt = deps.now()
  const result = (answer: Answer) => ({
    call: walk.id,
    tool: request.tool,
    ...answer,
    ms: deps.now() - startedAt,
  })

  const {evidence, name} = request.by
  const pause = above === undefined ? deps.refusals.pause(evidence) : undefined
  if (pause !== undefined) return result(paused(name, pause))
  const journal = written(deps.record)
  journal.note(requested(walk))
  const answer = inTime(request, await answerTo(deps, walk, journal).catch(broken))
  // Known to have failed by now, it did before anything was started.
  const failed = journal.failed()
  if (failed !== undefined) return result(broken(failed.cause))
  journal.note(finished(walk, result(answer)))
  if (above === undefined && deps.refusals.count(evidence, answer.outcome)) journal.note(unheard(walk))
  try {
    await journal.durable()
  } catch (cause) {
    return result(lost(answer, cause))
  }
  return result(answer)
}
