import type {Config} from '../config/config.ts'
import type {Paths, Surroundings} from '../config/paths.ts'
import type {StoredEvent} from '../events/journal.ts'

/** What this process wrote into the journal, and whether somebody has to be told of it when it ends. */
export class Recorded {
  first = 0
  byClock = false
  told = false

  note({sequence}: StoredEvent): void {
    this.first ||= sequence
  }
}

/** That nobody could be woken takes nothing back of what was done; the next event wakes somebody. */
export async function wakeFor(
  {first, byClock, told}: Recorded,
  about: {readonly around: Surroundings; readonly paths: Paths; readonly config: Config},
): Promise<void> {
  if (first === 0 || told) return
  const {wake} = await import('./wake.ts')
  // systemd ends all that a unit has started when its program ends.
  const waits = byClock && about.around.env['INVOCATION_ID'] !== undefined
  await wake(about, first - 1, waits).catch(() => {})
}
