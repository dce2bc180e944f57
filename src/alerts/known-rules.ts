import type {OpenJournal} from '../events/journal.ts'
import {forget, resolve} from './fold.ts'
import type {Rule} from './rule.ts'
import type {AlertState, RuleState} from './state.ts'

/** Brings what is noted of rules in line with the rules that there are: what an earlier wording of one found is over. */
export function noteRules(
  state: AlertState,
  rules: readonly Rule[],
  journal: Pick<OpenJournal, 'read' | 'lastRun'>,
  now: number,
): void {
  for (const rule of rules) {
    const {name, looksFor} = rule
    if (state.rules[name]?.looksFor === looksFor) continue
    for (const alert of Object.values(state.alerts).filter((one) => one.rule === name)) {
      if (alert.state === 'pending') forget(state, alert)
      // What was adopted out of the journal before any rule was known is this rule's.
      else if (alert.state === 'firing' && state.rules[name] !== undefined) resolve(state, alert)
    }
    const {steady, last} = state.clock
    const known = steady + Math.max(0, now - last)
    const good = lastGood(state, rule, journal)
    state.rules[name] = {looksFor, known, ...(good && {good})}
  }
}

/** A new rule need not wait for its first success: the journal may know of one. */
function lastGood(
  {clock}: AlertState,
  {within}: Rule,
  journal: Pick<OpenJournal, 'read' | 'lastRun'>,
): RuleState['good'] {
  const run = within && journal.lastRun(String(within.about.params['operation']), ['ok'])
  if (run === undefined) return undefined
  const [event] = journal.read({after: run.sequence - 1})
  if (event === undefined) return undefined
  const at = Math.min(run.at - clock.last + clock.steady, clock.steady)
  return {sequence: run.sequence, at, here: event.timestamp}
}
