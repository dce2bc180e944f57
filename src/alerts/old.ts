import type {AlertConfig} from '../config/alert-config.ts'
import type {OpenJournal} from '../events/journal.ts'
import {rulesIn} from './compile.ts'
import type {Rule} from './rule.ts'
import type {AlertState} from './state.ts'

/** `never`: no rule was held against anything yet. `events`: what a rule looks at came since. `time`: one has time in it. */
export type Old = 'never' | 'events' | 'time'

/** Who looks because of time does so every few minutes. */
const restMs = 15 * 60_000

/** Why the last evaluation no longer says how things are; null where it does. Reads the journal up to the first event that matters. */
export function oldBecause(
  config: AlertConfig,
  state: AlertState | undefined,
  journal: Pick<OpenJournal, 'read'>,
  now: number,
): Old | null {
  if (state === undefined) return 'never'
  const rules = rulesIn(config)
  for (const event of journal.read({after: state.position.sequence})) {
    if (rules.some((rule) => rule.sees(event) !== undefined)) return 'events'
  }
  const passed = Math.abs(now - state.clock.last)
  return passed > restMs && (rules.some(hasTime) || waits(state)) ? 'time' : null
}

const hasTime = ({within, forMs}: Rule) => within !== undefined || forMs > 0

/** What was kept for the end of quiet hours, or is over by itself. */
const waits = ({alerts}: AlertState) =>
  Object.values(alerts).some(({state, held}) => state !== 'resolved' || held !== undefined)
