import {join} from 'node:path'
import type {Config} from '../config/config.ts'
import {foreignFolder} from '../config/foreign.ts'
import type {Paths} from '../config/paths.ts'
import type {OpenJournal} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'
import {journalPlace} from './journal-place.ts'
import {endOrphans} from './live-runs.ts'
import {unmadeFolder} from './unmade.ts'

/** The journal is not opened in a place of somebody else's, nor where there can be none. */
class Unusable extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** The server is a call that runs for months, and is to cut away what is older than itself. */
const lasting = ['server_start']

/** Hundreds of processes that start at once on two processors wait long for the one that writes; refused, they would not have run. */
const patienceMs = 60_000

/**
 * The journal of this home. What is left of calls whose process died is ended, and they are closed, before anything new is
 * written. `secrets` may grow; what it holds when an event is written is not in it.
 */
export async function openHostJournal(
  paths: Paths,
  config: Config,
  uid: number,
  secrets: readonly string[],
): Promise<OpenJournal> {
  const unusable = foreignFolder(paths, uid) ?? unmadeFolder(paths)
  if (unusable !== undefined) throw new Unusable(unusable)
  const [{openJournal}, {redactor}] = await Promise.all([
    import('../events/open-journal.ts'),
    import('../events/redact.ts'),
  ])
  const {file, key, sinks} = journalPlace(paths, config)
  const heads = {key, sinks}
  const redact = redactor(secrets)
  const journal = openJournal({file, heads, now: Date.now, redact, patience: patienceMs, lasting})
  await endOrphans(runsFolder(paths))
  journal.closeDead()
  return journal
}

/** Where the runs that are under way are noted. */
export function runsFolder({state}: Paths): string {
  return join(state, 'runs')
}
