import canonicalize from 'canonicalize'
import type {EventDraft} from '../events/journal.ts'
import type {Verdict} from '../rbac/decision.ts'
import type {CallDeps, Walk} from './walk.ts'
import {speaksMcp} from '../manifest/manifest.ts'
import {problem, says} from '../text/problem.ts'
import {measured} from './measured.ts'
import {mostRefusals} from './refusals.ts'
import type {CallResult} from './request.ts'
import type {Target} from './target.ts'
import type {Values} from './admit.ts'
import {withoutNames} from './without-names.ts'

/** Before anything is known of it but who asks for what, through which door. */
export function requested(walk: Walk): EventDraft {
  const {request} = walk
  const payload = {
    roles: request.by.roles,
    evidence: request.by.evidence,
    ...(request.by.owner && {owner: request.by.owner.name}),
    dry_run: request.dryRun,
    ...parent(walk),
  }
  return draft(walk, 'CALL_REQUESTED', payload)
}

/** The decision on a call whose input is not read, or not yet. */
export function decided(walk: Walk, verdict: Verdict): EventDraft {
  return draft(walk, 'CALL_DECIDED', {...verdict})
}

/** The decision and the input it was made for, with SHA-256 over its RFC 8785 form; of answers a digest by `keyed`, where there is a `command` that is told them. */
export function decidedFor(
  walk: Walk,
  verdict: Verdict,
  values: Values,
  by: Pick<Target, 'command'> & Pick<CallDeps, 'keyed'>,
): EventDraft {
  const input_digest = digestOf(values)
  return draft(walk, 'CALL_DECIDED', {...verdict, input: values, input_digest, ...answersIn(walk, by)})
}

/** With the numbers that alerts watch, and whether it was done in earnest: a dry run is no backup. */
export function finished(walk: Walk, result: CallResult): EventDraft {
  const {outcome, ms, level, exit, problems} = result
  const {dryRun} = walk.request
  return draft(walk, 'CALL_FINISHED', {
    outcome,
    ms,
    ...(dryRun ? {dry_run: true} : measured(walk.world.config.alerts, result)),
    ...(level && {level}),
    ...(exit && {exit}),
    problems: problems.map(withoutNames).map(({code, params}) => ({...params, code})),
  })
}

/** This caller was refused so often that the next calls of theirs are not recorded. */
export function unheard(walk: Walk): EventDraft {
  const {name, evidence} = walk.request.by
  const about = problem('refusals_unrecorded', {who: name, most: mostRefusals})
  return draft(walk, 'ERROR_OCCURRED', {evidence, what: says(about), problem: about})
}

/**
 * What a client answered to a plugin may be anything, a PIN too, so the record has only which questions, and a digest that nobody else can make,
 * nor have made: it is of this call alone, and to answer the same in a call of one's own gives another.
 */
function answersIn({id, request}: Walk, {command, keyed}: Parameters<typeof decidedFor>[3]) {
  const {answers = {}} = request.talk ?? {}
  const names = Object.keys(answers)
  if (names.length === 0 || command === undefined || !speaksMcp(command)) return {}
  return {answers: names, answers_digest: keyed(`${id}\0${canonicalize(answers) ?? ''}`)}
}

function digestOf(values: Values): string {
  const {hash} = process.getBuiltinModule('node:crypto')
  return `sha256-${hash('sha256', canonicalize(values) ?? '', 'hex')}`
}

function draft(
  {id, request, world, above}: Walk,
  event_type: string,
  more: Record<string, unknown>,
): EventDraft {
  const plugin = world.catalog.commands.get(request.tool)?.plugin.name
  const about = {
    call: id,
    tool: request.tool,
    ...(plugin && {plugin}),
    who: request.by.name,
    door: request.door,
  }
  return {
    event_type,
    payload: {...about, ...more},
    source: request.door,
    correlation_id: above?.root ?? id,
  }
}

function parent({above}: Walk) {
  if (above === undefined) return {}
  const {call, step, attempt} = above
  return {parent: call, ...(step !== undefined && {step}), ...(attempt !== undefined && {attempt})}
}
