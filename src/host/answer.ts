import type {Outcome} from '../outcomes.ts'
import type {Decision, Verdict} from '../rbac/decision.ts'
import {placeWords} from '../text/error-words.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {approves} from './approves.ts'
import type {Walk} from './walk.ts'
import {isOutOfTime} from './out-of-time.ts'
import {mostRefusals} from './refusals.ts'
import type {Plugin} from './plugin.ts'
import type {CallResult, Request} from './request.ts'
import type {Target} from './target.ts'

/** How a call ended, before it is given its number and its duration. */
export type Answer = Omit<CallResult, 'call' | 'tool' | 'ms'>

/** The same for what is not there and for what the caller may not know of. Who may enable plugins is told of one that waits. */
export function unknown({request, world}: Walk): Answer {
  const plugin = world.catalog.plugins.get(request.tool)
  const waits = plugin !== undefined && plugin.state !== 'enabled' && approves(world.policy, request.by)
  const about = waits ? waiting(plugin) : problem('unknown_plugin', {name: request.tool})
  return {outcome: 'unknown', problems: [about]}
}

/** What nobody has agreed to yet is approved; what was switched off is only switched on again. */
function waiting({name, state}: Plugin): Problem {
  if (state === 'not_enabled') return problem('plugin_not_approved', {name})
  return problem('plugin_not_enabled', {
    name,
    state: says(problem(state === 'modified' ? 'state_modified' : 'state_disabled')),
  })
}

/** `near`: a right that they do have. */
export function refused({effect, because}: Verdict, near?: string): Answer {
  if (effect === 'ask')
    return {
      outcome: 'needs_approval',
      problems: [problem('needs_approval', named(because))],
      decision: because,
    }
  return {outcome: 'denied', problems: [denial(because, near)], decision: because}
}

/** Nothing may run. A profile that only this command line asks for is an argument like another. */
export function closed(problems: readonly Problem[]): Answer {
  const typed = problems.every(
    ({code, params}) =>
      (code === 'config_profile' || code === 'config_profile_name') && params['from'] === '--profile',
  )
  return {outcome: typed ? 'invalid_input' : 'broken', problems}
}

/** Nothing of it is looked at, so nothing of it is recorded. */
export function paused(who: string, seconds: number): Answer {
  const about = problem('refused_often', {who, most: mostRefusals, seconds})
  return {outcome: 'rate_limited', problems: [about], retryAfter: seconds}
}

export function tampered(target: Target): Answer {
  return {
    outcome: 'tampered',
    problems: [problem('plugin_tampered', {name: target.plugin?.name ?? target.tool})],
  }
}

/** Parrot could not do its part. The cause is for the operator; it carries no stack. */
export function broken(cause: unknown): Answer {
  return {outcome: 'broken', problems: [problemOf(cause)]}
}

/** Who stops a call because its time is over did not take it back. */
export function inTime({tool, signal}: Pick<Request, 'tool' | 'signal'>, answer: Answer): Answer {
  if (answer.outcome !== 'cancelled' || !isOutOfTime(signal)) return answer
  const wishes = new Set<string>(['plugin_cancelled', 'workflow_stopped'])
  const problems = answer.problems.filter(({code}) => !wishes.has(code))
  return {...answer, outcome: 'timed_out', problems: [problem('call_late', {tool}), ...problems]}
}

/** Outcomes of calls that started nothing. */
const idle: ReadonlySet<Outcome> = new Set([
  'broken',
  'denied',
  'invalid_input',
  'needs_approval',
  'no_sandbox',
  'rate_limited',
  'tampered',
  'unknown',
])

/** Its end could not be written down: what ran has an end that is not on record, the rest is broken. */
export function lost(answer: Answer, cause: unknown): Answer {
  const outcome = idle.has(answer.outcome) ? 'broken' : 'unknown_outcome'
  return {...answer, outcome, problems: [...answer.problems, problemOf(cause)]}
}

function denial({permission, rule, role, whose}: Decision, near?: string): Problem {
  if (whose !== undefined) return problem('denied_owner', {permission, whose})
  if (rule === undefined || role === undefined)
    return near === undefined
      ? problem('denied_by_default', {permission})
      : problem('denied_by_default_near', {permission, near})
  return problem('denied_by_rule', {permission, rule, role})
}

function named({permission, rule = '?*', role = ''}: Decision) {
  return {permission, rule, role}
}

/** An error of ours carries its problem; anything else says what it says. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof Error && 'problem' in cause) return cause.problem as Problem
  return problem('host_broken', {cause: placeWords(cause)})
}
