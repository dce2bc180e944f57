import type {Outcome} from '../outcomes.ts'
import type {Decision, Verdict} from '../rbac/decision.ts'
import {problem, type Problem} from '../text/problem.ts'
import {approves} from './approves.ts'
import type {Walk} from './call.ts'
import type {CallResult} from './request.ts'
import type {Target} from './target.ts'

/** How a call ended, before it is given its number and its duration. */
export type Answer = Omit<CallResult, 'call' | 'tool' | 'ms'>

/** The same for what is not there and for what the caller may not know of. Who may enable plugins is told of one that waits. */
export function unknown({request, world}: Walk): Answer {
  const plugin = world.catalog.plugins.get(request.tool)
  const waits = plugin !== undefined && plugin.state !== 'enabled' && approves(world.policy, request.by)
  const about = waits
    ? problem('plugin_not_enabled', {name: plugin.name, state: plugin.state.replace('_', ' ')})
    : problem('unknown_plugin', {name: request.tool})
  return {outcome: 'unknown', problems: [about]}
}

export function refused({effect, because}: Verdict): Answer {
  if (effect === 'ask')
    return {
      outcome: 'needs_approval',
      problems: [problem('needs_approval', named(because))],
      decision: because,
    }
  return {outcome: 'denied', problems: [denial(because)], decision: because}
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

/** Outcomes of calls that started nothing. */
const idle: ReadonlySet<Outcome> = new Set([
  'broken',
  'denied',
  'invalid_input',
  'needs_approval',
  'no_sandbox',
  'tampered',
  'unknown',
])

/** Its end could not be written down: what ran has an end that is not on record, the rest is broken. */
export function lost(answer: Answer, cause: unknown): Answer {
  const outcome = idle.has(answer.outcome) ? 'broken' : 'unknown_outcome'
  return {...answer, outcome, problems: [...answer.problems, problemOf(cause)]}
}

function denial({permission, rule, role}: Decision): Problem {
  if (rule === undefined || role === undefined) return problem('denied_by_default', {permission})
  return problem('denied_by_rule', {permission, rule, role})
}

function named({permission, rule = '?*', role = ''}: Decision) {
  return {permission, rule, role}
}

/** An error of ours carries its problem; anything else says what it says. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof Error && 'problem' in cause) return cause.problem as Problem
  return problem('host_broken', {cause: cause instanceof Error ? cause.message : String(cause)})
}
