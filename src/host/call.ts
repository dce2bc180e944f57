import type {EventDraft} from '../events/journal.ts'
import {sees, type Wanted} from '../rbac/authorise.ts'
import type {Permission} from '../rbac/claim.ts'
import type {Verdict} from '../rbac/decision.ts'
import {problem} from '../text/problem.ts'
import {admit, type Values} from './admit.ts'
import {broken, closed, inTime, lost, paused, refused, tampered, unknown, type Answer} from './answer.ts'
import {decided, decidedFor, finished, requested, unheard} from './record.ts'
import type {Refusals} from './refusals.ts'
import type {CallResult, Request} from './request.ts'
import {find, offered, type Target} from './target.ts'
import {unready} from './unready.ts'
import {visible} from './visible.ts'
import {verdictOn, wantedBy} from './wanted.ts'
import {whileBroken} from './while-broken.ts'
import type {World} from './world.ts'
import {unlessSaid, written, type Written} from './written.ts'

/** What a call leans on. Given, never imported, so that a test can fail the journal or set the clock. */
export type CallDeps = {
  readonly snapshot: () => World
  /** The world as the files make it now, for a call that had to wait. */
  readonly worldNow: () => Promise<World>
  /** Rejects when the event could not be made durable. */
  readonly record: (event: EventDraft) => Promise<unknown>
  readonly now: () => number
  readonly newId: () => string
  readonly refusals: Refusals
  /** A digest of a text by the host's key. */
  readonly keyed: (text: string) => string
  /** Counts a call that was allowed; the answer to one too many, undefined for one that may go on. */
  readonly withinRate: (target: Target, walk: Walk) => Promise<Answer | undefined>
  /** What keeps what would start, with all it would be given, from being what was approved; undefined for nothing. */
  readonly vouch: (target: Target, wanted: Wanted, walk: Walk) => Promise<Answer | undefined>
  /** Runs it confined and tells how it ended; where it has to wait first, not this but what it is `anew`. */
  readonly start: Start
}

type Start = (target: Target, work: Work, anew: Anew) => Promise<Answer>

/** The way of a call once more, by the world of now, up to what it would start then. */
export type Anew = (start: Start) => Promise<Answer>

/** The workflow whose step a call is: the call at the very top, the one right above, and the action that covers its steps. */
export type Above = {
  readonly root: string
  readonly call: string
  readonly depth: number
  readonly within?: Permission
  /** Which step of it, and which attempt of that step; both from 1. */
  readonly step?: number
  readonly attempt?: number
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
export async function call(deps: CallDeps, asked: Request, above?: Above): Promise<CallResult> {
  // A step of a workflow may come hours after who asked for it was known.
  const request = {...asked, by: asked.again?.() ?? asked.by, input: once(asked.input)}
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

async function answerTo(deps: CallDeps, walk: Walk, journal: Written): Promise<Answer> {
  const {request, world} = walk
  const always = world.operations.get(request.tool)?.always === true
  const still = whileBroken(world, request, request.tool)
  if (world.problems.length > 0 && !always && !still) return closed(world.problems)

  const target = find(world, request.tool)
  if (target === undefined) return unknown(walk)
  if ('problem' in target) {
    return visible(world, request, request.tool)
      ? {outcome: 'tampered', problems: [target.problem]}
      : unknown(walk)
  }

  if (!offered(target, request.door)) return unknown(walk)

  const {wanted, problems} = wantedBy(target, world, request, walk.above?.within)
  const first = still ?? verdictOn(target, wanted, world, request)
  if (first.effect !== 'allow') return refuse(journal, walk, target, wanted, first)
  if (walk.above !== undefined && target.operation?.changes === true) {
    // Its input stands in a stranger's manifest: whom to grant what, what to approve.
    journal.note(decided(walk, {...first, effect: 'deny'}))
    return {
      outcome: 'denied',
      problems: [problem('step_changes', {tool: target.tool})],
      decision: first.because,
    }
  }
  if (target.operation?.files === true && request.person !== undefined) return notTheirs(journal, walk, first)
  if (problems.length > 0) return unready(target, world.config, problems)
  if (target.plugin?.state === 'modified') {
    await journal.durable()
    return (await deps.vouch(target, wanted, walk)) ?? tampered(target)
  }

  const tooMany = await deps.withinRate(target, walk)
  if (tooMany !== undefined) {
    journal.note(decided(walk, first))
    return {...tooMany, decision: first.because}
  }

  // Nothing they wrote is read before it is on record that they asked.
  await journal.durable()
  const input = await admit(target, wanted, request)
  if ('problems' in input) {
    journal.note(decided(walk, first))
    return {outcome: 'invalid_input', problems: input.problems, decision: first.because}
  }
  const later = afterWaiting(deps, walk)
  // It was counted once, before its input was read.
  if (later !== undefined) return answerTo({...deps, withinRate: async () => undefined}, later, journal)
  const exact = still ?? verdictOn(target, input.wanted, world, request)
  if (exact.effect !== 'allow') return refuse(journal, walk, target, wanted, exact)
  if (request.person !== undefined && namesFile(target, input.values)) return notTheirs(journal, walk, exact)
  const said = decidedFor(walk, exact, input.shown, {command: target.command, keyed: deps.keyed})
  journal.note(said)
  await journal.durable()

  const anew: Anew = (start) => answerAnew({...deps, start}, walk, unlessSaid(journal, said))
  const answer =
    (await deps.vouch(target, input.wanted, walk)) ??
    (await deps.start(target, {...walk, wanted: input.wanted, values: input.values}, anew))
  return {decision: exact.because, ...answer}
}

/**
 * For a call that had to wait although nothing spoke against it: the plugin may have been changed, updated, disabled or removed
 * since, and the right to it taken away. It gets what a call would get that began now, but is neither asked nor counted again.
 */
async function answerAnew(deps: CallDeps, walk: Walk, journal: Written): Promise<Answer> {
  const {request} = walk
  const against = await request.against?.()
  if (against !== undefined) return against
  const world = await deps.worldNow()
  const by = request.again?.() ?? request.by
  const later = {...walk, world, request: {...request, by}}
  return answerTo({...deps, withinRate: async () => undefined}, later, journal)
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= work())
}

/** The same call by what holds now, where that has changed while its input was waited for: who gives it late has no more rights for that. */
function afterWaiting({snapshot}: CallDeps, walk: Walk): Walk | undefined {
  const {again} = walk.request
  const world = snapshot()
  if (again === undefined || world === walk.world) return undefined
  return {...walk, world, request: {...walk.request, by: again()}}
}

function namesFile({operation}: Target, values: Values): boolean {
  return typeof operation?.files === 'function' && operation.files(values)
}

/** The path would be read or written with this process's rights, which are not those of whoever named it. */
function notTheirs(journal: Written, walk: Walk, verdict: Verdict): Answer {
  journal.note(decided(walk, {...verdict, effect: 'deny'}))
  const problems = [problem('people_files', {tool: walk.request.tool})]
  return {outcome: 'denied', problems, decision: verdict.because}
}

/**
 * Whoever may not even know of a plugin gets the answer for one that is not there; the record knows better. Parrot's own
 * operations are no secret: every help lists them.
 */
function refuse(journal: Written, walk: Walk, target: Target, wanted: Wanted, verdict: Verdict): Answer {
  journal.note(decided(walk, verdict))
  const {request, world} = walk
  const known = target.operation !== undefined || sees(world.policy, request.by, wanted, request.door)
  return known ? refused(verdict) : unknown(walk)
}
