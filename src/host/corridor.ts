import {sees, type Wanted} from '../rbac/authorise.ts'
import type {Verdict} from '../rbac/decision.ts'
import {nearRight} from '../rbac/near-right.ts'
import {problem, type Problem} from '../text/problem.ts'
import {admit, type Values} from './admit.ts'
import {closed, refused, tampered, unknown, type Answer} from './answer.ts'
import {decided, decidedFor} from './record.ts'
import {find, offered, type Target} from './target.ts'
import {unready} from './unready.ts'
import {visible} from './visible.ts'
import type {Anew, CallDeps, Walk} from './walk.ts'
import {verdictOn, wantedBy} from './wanted.ts'
import {whileBroken} from './while-broken.ts'
import {unlessSaid, type Written} from './written.ts'

/** A call on its way to this target, and where it leaves what it does. */
type Way = {readonly walk: Walk; readonly target: Target; readonly journal: Written}

/** The way of a call from what it asks for to its answer: find, decide, count, admit, decide, verify, run. What stops it is the answer. */
export async function answerTo(deps: CallDeps, walk: Walk, journal: Written): Promise<Answer> {
  const target = targetOf(walk)
  if ('outcome' in target) return target
  const {wanted, problems} = wantedBy(target, walk.world, walk.request, walk.above?.within)
  const way = {walk, target, journal}
  const verdict = decide(way, wanted)
  const against = refusal(way, wanted, verdict)
  if (against !== undefined) return against
  if (problems.length > 0) return unready(target, walk.world.config, problems)
  if (target.plugin?.state === 'modified') {
    journal.note(decided(walk, verdict))
    await journal.durable()
    const held = (await deps.vouch(target, wanted, walk)) ?? tampered(target)
    return {decision: verdict.because, ...held}
  }
  const tooMany = await deps.withinRate(target, walk)
  if (tooMany !== undefined) {
    journal.note(decided(walk, verdict))
    return {...tooMany, decision: verdict.because}
  }
  // Nothing they wrote is read before it is on record that they asked.
  await journal.durable()
  return admitted(deps, way, wanted, verdict)
}

function targetOf(walk: Walk): Target | Answer {
  const {request, world} = walk
  const {tool, door} = request
  const always = world.operations.get(tool)?.always === true
  if (world.problems.length > 0 && !always && whileBroken(world, request, tool) === undefined)
    return closed(world.problems)
  const target = find(world, tool)
  if (target === undefined) return unknown(walk)
  if ('problem' in target)
    return visible(world, request, tool) ? {outcome: 'tampered', problems: [target.problem]} : unknown(walk)
  return offered(target, door) ? target : unknown(walk)
}

function decide({walk: {world, request}, target}: Way, wanted: Wanted): Verdict {
  return whileBroken(world, request, request.tool) ?? verdictOn(target, wanted, world, request)
}

function refusal(way: Way, wanted: Wanted, verdict: Verdict): Answer | undefined {
  const {walk, target} = way
  if (verdict.effect !== 'allow') return refuse(way, wanted, verdict)
  if (walk.above !== undefined && target.operation?.changes === true)
    // Its input stands in a stranger's manifest: whom to grant what, what to approve.
    return denied(way, verdict, problem('step_changes', {tool: target.tool}))
  if (walk.request.person !== undefined && target.operation?.files === true) return notTheirs(way, verdict)
  return undefined
}

async function admitted(deps: CallDeps, way: Way, wanted: Wanted, verdict: Verdict): Promise<Answer> {
  const {walk, target, journal} = way
  const input = await admit(target, wanted, walk.request)
  if ('problems' in input) {
    journal.note(decided(walk, verdict))
    return {outcome: 'invalid_input', problems: input.problems, decision: verdict.because}
  }
  const later = afterWaiting(deps, walk)
  // It was counted once, before its input was read.
  if (later !== undefined) return answerTo({...deps, withinRate: async () => undefined}, later, journal)
  const exact = decide(way, input.wanted)
  if (exact.effect !== 'allow') return refuse(way, wanted, exact)
  if (walk.request.person !== undefined && namesFile(target, input.values)) return notTheirs(way, exact)
  const said = decidedFor(walk, exact, input.shown, {command: target.command, keyed: deps.keyed})
  journal.note(said)
  await journal.durable()
  const anew: Anew = (start) => answerAnew({...deps, start}, walk, unlessSaid(journal, said))
  const work = {...walk, wanted: input.wanted, values: input.values}
  const answer = (await deps.vouch(target, input.wanted, walk)) ?? (await deps.start(target, work, anew))
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
function notTheirs(way: Way, verdict: Verdict): Answer {
  return denied(way, verdict, problem('people_files', {tool: way.walk.request.tool}))
}

function denied({walk, journal}: Way, verdict: Verdict, why: Problem): Answer {
  journal.note(decided(walk, {...verdict, effect: 'deny'}))
  return {outcome: 'denied', problems: [why], decision: verdict.because}
}

/**
 * Whoever may not even know of a plugin gets the answer for one that is not there; the record knows better. Parrot's own
 * operations are no secret: every help lists them.
 */
function refuse({walk, target, journal}: Way, wanted: Wanted, verdict: Verdict): Answer {
  journal.note(decided(walk, verdict))
  const {request, world} = walk
  const known = target.operation !== undefined || sees(world.policy, request.by, wanted, request.door)
  return known
    ? refused(verdict, nearRight(world.policy, request.by, verdict.because.permission))
    : unknown(walk)
}
