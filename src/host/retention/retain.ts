import {join} from 'node:path'
import {alone, Busy} from '../../config/update-file.ts'
import type {Config} from '../../config/config.ts'
import type {Paths} from '../../config/paths.ts'
import type {Keep, Plan} from '../../events/prune.ts'
import type {OpenJournal} from '../../events/journal.ts'
import {archive} from './archive.ts'

export type Retaining = {
  readonly journal: OpenJournal
  readonly paths: Pick<Paths, 'state'>
  readonly audit: Config['audit']
  /** Who has it done. */
  readonly by: string
  /** A file for what is cut away, instead of the configuration's folder. */
  readonly file?: string
  readonly signal: AbortSignal
  /** After which event the journal is needed now: what is planned may have taken a while to archive. */
  readonly needed: () => Promise<number>
}

/** What was cut away, into which file, and by how many bytes the journal is smaller. */
export type Retained = Plan & {readonly archive?: string; readonly freed: number}

const dayMs = 86_400_000

/** What is to stay by the configuration; undefined where all is. Days may be a fraction. */
export function keepBy(
  {retentionDays, retentionBytes}: Pick<Config['audit'], 'retentionDays' | 'retentionBytes'>,
  now: number,
): Omit<Keep, 'needed'> | undefined {
  if (retentionDays === 0 && retentionBytes === 0) return undefined
  return {
    ...(retentionDays > 0 && {since: now - retentionDays * dayMs}),
    ...(retentionBytes > 0 && {bytes: retentionBytes}),
  }
}

/**
 * Archives what is to go where that is wanted, cuts it away at once and gives its room back. Killed anywhere it leaves all of the
 * events, or none of them and room that the next one gives back. Undefined where another process is at it.
 */
export async function retain(deps: Retaining, keep: Omit<Keep, 'needed'>): Promise<Retained | undefined> {
  try {
    return await alone(join(deps.paths.state, 'prune'), () => cutAndSweep(deps, keep), 0)
  } catch (error) {
    if (error instanceof Busy) return undefined
    throw error
  }
}

async function cutAndSweep(
  {journal, audit, by, file, signal, needed}: Retaining,
  keep: Omit<Keep, 'needed'>,
): Promise<Retained> {
  const plan = journal.planCut({...keep, needed: await needed()})
  const {from, to, count} = plan
  const place = file ?? (audit.archive === '' ? undefined : join(audit.archive, `events-${from}-${to}.jsonl`))
  const archived = count > 0 && place !== undefined ? {archive: place} : {}
  if (count > 0) {
    if (place !== undefined) await archive(journal, to, place, file === undefined)
    if (to > (await needed())) throw new Error('somebody is to be told again of what was to be cut away')
    journal.cut(plan, {by, ...archived})
  }
  return {...plan, ...archived, freed: await journal.sweep(signal)}
}
