import {isAbsolute} from 'node:path'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {keepBy, retain} from './retain.ts'

type Asked = {
  readonly days?: number
  readonly bytes?: number
  readonly archive?: string
  readonly undelivered?: boolean
  readonly dryRun?: boolean
}

const endless = Number.MAX_SAFE_INTEGER

export async function prune(host: Host, {values, world, request}: Work): Promise<Answer> {
  const {days, bytes, archive, undelivered = false, dryRun = request.dryRun} = values as Asked
  const {audit} = world.config
  if (archive !== undefined && (request.door !== 'terminal' || !isAbsolute(archive)))
    return wrong(problem('prune_archive', {file: archive.slice(0, 200)}))
  const own = days !== undefined || bytes !== undefined
  const said = own ? {retentionDays: days ?? 0, retentionBytes: bytes ?? 0} : audit
  const now = host.now()
  const kept = days === 0 ? {since: now} : keepBy(said, now)
  if (kept === undefined) return wrong(problem('prune_nothing_said'))
  const journal = await host.journal()
  const whoNeeds = async () => (undelivered ? undefined : (await host.delivery()).needed())
  const first = await whoNeeds()
  const needed = async () => (await whoNeeds())?.position ?? endless
  const about = (held: unknown) => ({heldBy: held === 'needed' ? (first?.who ?? null) : (held ?? null)})
  if (dryRun || request.dryRun) {
    const {held, ...plan} = journal.planCut({...kept, needed: first?.position ?? endless})
    return done({...plan, ...about(held), dryRun: true})
  }
  const by = request.by.name
  const {signal} = request
  const deps = {
    journal,
    paths: host.paths,
    audit,
    by,
    signal,
    needed,
    ...(archive !== undefined && {file: archive}),
  }
  try {
    const retained = await retain(deps, kept)
    if (retained === undefined) return {outcome: 'failed', problems: [problem('prune_busy')]}
    const {held, ...rest} = retained
    return done({...rest, ...about(held), dryRun: false})
  } catch (error) {
    const cause = causeWords(error)
    return {outcome: 'failed', problems: [problem('prune_failed', {cause})]}
  }
}
