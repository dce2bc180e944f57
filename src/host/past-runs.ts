import type {OpenJournal} from '../events/journal.ts'
import type {Run} from '../facts/runs.ts'
import type {Catalog} from './plugin.ts'

/** The last end and the last success of every enabled tool, as the journal has them. */
export function pastRuns(journal: Pick<OpenJournal, 'lastRun'>, {commands}: Catalog): Run[] {
  return [...commands.keys()].map((tool) => {
    const last = journal.lastRun(tool)
    const ok = last?.outcome === 'ok' ? last : last && journal.lastRun(tool, ['ok'])
    return {tool, lastAt: iso(last?.at), lastOutcome: last?.outcome ?? null, lastOkAt: iso(ok?.at)}
  })
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
