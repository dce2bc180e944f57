import canonicalize from 'canonicalize'
import type {EventDraft} from '../events/journal.ts'
import type {Verdict} from '../rbac/decision.ts'
import type {Walk} from './call.ts'
import type {CallResult} from './request.ts'
import type {Values} from './admit.ts'

/** Before anything is known of it but who asks for what, through which door. */
export function requested(walk: Walk): EventDraft {
  const {request} = walk
  const payload = {
    roles: request.by.roles,
    evidence: request.by.evidence,
    dry_run: request.dryRun,
    ...parent(walk),
  }
  return draft(walk, 'CALL_REQUESTED', payload)
}

/** The decision and, once it was read, the input it was made for, with SHA-256 over its RFC 8785 form. */
export function decided(walk: Walk, verdict: Verdict, values?: Values): EventDraft {
  return draft(walk, 'CALL_DECIDED', {
    ...verdict,
    ...(values && {input: values, input_digest: digestOf(values)}),
  })
}

export function finished(walk: Walk, {outcome, ms, level, exit, problems}: CallResult): EventDraft {
  return draft(walk, 'CALL_FINISHED', {
    outcome,
    ms,
    ...(level && {level}),
    ...(exit && {exit}),
    problems: problems.map(({code, params}) => ({code, ...params})),
  })
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

const parent = ({above}: Walk) => (above === undefined ? {} : {parent: above.call})
