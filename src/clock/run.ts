import type {Clock, Refusal} from '../host/cron/clock.ts'
import type {Entry} from '../host/cron/entry.ts'
import {entryPrincipal} from '../host/cron/principal.ts'
import {freshNow} from '../host/fresh.ts'
import type {Parrot} from '../host/parrot.ts'
import type {CallResult} from '../host/request.ts'
import {problemOf} from '../host/answer.ts'

/**
 * Runs one entry of the schedule as cron or systemd asked for it: a call like any, by the entry's own principal, on behalf of
 * whoever made it. What others missed meanwhile is noticed, and made up for once where their entries ask for that.
 */
export async function runEntry(parrot: Parrot, id: string, signal: AbortSignal): Promise<CallResult> {
  const clock = await parrot.clock()
  const result = await runOne(parrot, clock, id, signal)
  try {
    await makeUp(parrot, clock, signal)
    return result
  } catch (error) {
    return {...result, problems: [...result.problems, problemOf(error)]}
  }
}

/** What is to be done when the machine has started: every missed run is noticed. Gives the entries that were made up for. */
export async function runMissed(parrot: Parrot, signal: AbortSignal): Promise<readonly CallResult[]> {
  return makeUp(parrot, await parrot.clock(), signal)
}

async function makeUp(parrot: Parrot, clock: Clock, signal: AbortSignal): Promise<CallResult[]> {
  const results: CallResult[] = []
  for (const id of await clock.look()) {
    const left = refused(id, {outcome: 'cancelled', problems: []})
    results.push(signal.aborted ? left : await runOne(parrot, clock, id, signal))
  }
  return results
}

async function runOne(parrot: Parrot, clock: Clock, id: string, signal: AbortSignal): Promise<CallResult> {
  try {
    const result = await clock.run(id, async (entry) => {
      // It may have waited for its turn, or for others that were made up for.
      await freshNow(parrot)
      return parrot.call(requestFor(parrot, entry, signal))
    })
    return 'call' in result ? result : refused(id, result)
  } catch (error) {
    return refused(id, {outcome: 'broken', problems: [problemOf(error)]})
  }
}

function requestFor(parrot: Parrot, entry: Entry, signal: AbortSignal) {
  const {person} = entry.author
  const again = () => entryPrincipal(entry, person === undefined ? parrot.operator : parrot.personFor(person))
  return {
    tool: entry.tool,
    by: again(),
    again,
    // What they may not have at their terminal the clock does not do for them.
    ...(person !== undefined && {person}),
    door: 'clock',
    input: async () => ({values: entry.input}),
    dryRun: false,
    unsandboxed: false,
    signal,
    watch: {},
  } as const
}

function refused(id: string, {outcome, problems}: Refusal): CallResult {
  return {call: '', tool: `entry ${id.slice(0, 64)}`, outcome, problems, ms: 0}
}
