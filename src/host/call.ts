import type {EventDraft} from '../events/journal.ts'
import {sees, type Wanted} from '../rbac/authorise.ts'
import type {Permission} from '../rbac/claim.ts'
import type {Verdict} from '../rbac/decision.ts'
import {admit, type Values} from './admit.ts'
import {broken, lost, refused, tampered, unknown, type Answer} from './answer.ts'
import {decided, finished, requested} from './record.ts'
import type {CallResult, Request} from './request.ts'
import {find, offered, type Target} from './target.ts'
import {visible} from './visible.ts'
import {verdictOn, wantedBy} from './wanted.ts'
import type {World} from './world.ts'

/** What a call leans on. Given, never imported, so that a test can fail the journal or set the clock. */
export type CallDeps = {
  readonly snapshot: () => World
  /** Rejects when the event could not be made durable. */
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly now: () => number
  readonly newId: () => string
  /** What keeps what would start, with all it would be given, from being what was approved; undefined for nothing. */
  readonly vouch: (target: Target, wanted: Wanted, walk: Walk) => Promise<Answer | undefined>
  /** Runs it confined and tells how it ended. */
  readonly start: (target: Target, work: Work) => Promise<Answer>
}

/** The workflow whose step a call is: the call at the very top, the one right above, and the action that covers its steps. */
export type Above = {
  readonly root: string
  readonly call: string
  readonly depth: number
  readonly within?: Permission
}

/** One call on its way: what it asked, and the world it started in, whatever is reloaded meanwhile. */
export type Walk = {
  readonly id: string
  readonly request: Request
  readonly world: World
  readonly above?: Above | undefined
}

/** What the corridor hands on once nothing speaks against it. */
export type Work = Walk & {readonly wanted: Wanted; readonly values: Values}

/**
 * One call, from asking to answer. Nothing starts unrecorded, and nothing the caller wrote is read before the caller is
 * known to be allowed. Never throws for something a caller can bring about.
 */
export async function call(deps: CallDeps, request: Request, above?: Above): Promise<CallResult> {
  const walk = {id: deps.newId(), request, world: deps.snapshot(), above}
  const startedAt = deps.now()
  const result = (answer: Answer) => ({
    call: walk.id,
    tool: request.tool,
    ...answer,
    ms: deps.now() - startedAt,
  })

  try {
    await deps.record(requested(walk))
  } catch (cause) {
    return result(broken(cause))
  }
  const answer = await answerTo(deps, walk).catch(broken)
  try {
    await deps.record(finished(walk, result(answer)))
  } catch (cause) {
    return result(lost(answer, cause))
  }
  return result(answer)
}

async function answerTo(deps: CallDeps, walk: Walk): Promise<Answer> {
  const {request, world} = walk
  const always = world.operations.get(request.tool)?.always === true
  if (world.problems.length > 0 && !always) return {outcome: 'broken', problems: world.problems}

  const target = find(world, request.tool)
  if (target === undefined) return unknown(walk)
  if ('problem' in target) {
    return visible(world, request, request.tool)
      ? {outcome: 'tampered', problems: [target.problem]}
      : unknown(walk)
  }

  if (!offered(target, request.door)) return unknown(walk)

  const {wanted, problems} = wantedBy(target, world, request, walk.above?.within)
  const first = verdictOn(target, wanted, world, request)
  if (first.effect !== 'allow') return refuse(deps, walk, target, wanted, first)
  if (problems.length > 0) return {outcome: 'broken', problems}
  if (target.plugin?.state === 'modified') return (await deps.vouch(target, wanted, walk)) ?? tampered(target)

  const input = await admit(target, wanted, request)
  if ('problems' in input) {
    await deps.record(decided(walk, first))
    return {outcome: 'invalid_input', problems: input.problems, decision: first.because}
  }
  const exact = verdictOn(target, input.wanted, world, request)
  if (exact.effect !== 'allow') return refuse(deps, walk, target, wanted, exact)
  await deps.record(decided(walk, exact, input.shown))

  const answer =
    (await deps.vouch(target, input.wanted, walk)) ??
    (await deps.start(target, {...walk, wanted: input.wanted, values: input.values}))
  return {decision: exact.because, ...answer}
}

/**
 * Whoever may not even know of a plugin gets the answer for one that is not there; the record knows better. Parrot's own
 * operations are no secret: every help lists them.
 */
async function refuse(
  deps: CallDeps,
  walk: Walk,
  target: Target,
  wanted: Wanted,
  verdict: Verdict,
): Promise<Answer> {
  await deps.record(decided(walk, verdict))
  const {request, world} = walk
  const known = target.operation !== undefined || sees(world.policy, request.by, wanted, request.door)
  return known ? refused(verdict) : unknown(walk)
}
