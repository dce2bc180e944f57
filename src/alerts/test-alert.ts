import type {EventDraft} from '../events/journal.ts'
import {problem, says} from '../text/problem.ts'
import type {Rule} from './rule.ts'

/** A firing of this rule that says it is a test: it goes wherever a real one would, and changes nothing. */
export function testDraft({name, severity}: Rule, call: string, who: string, now: number): EventDraft {
  const what = problem('alert_test', {name, who})
  const payload = {
    alert: name,
    test: true,
    severity,
    what: says(what),
    since: new Date(now).toISOString(),
    count: 0,
    events: [],
    calls: [call],
    problem: what,
    who,
  }
  return {event_type: 'ALERT_FIRING', payload, source: 'host', correlation_id: call}
}
