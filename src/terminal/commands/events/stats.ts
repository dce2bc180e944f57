import type {Durations, Stats} from '../../../events/stats.ts'
import {localTime} from '../../../text/local-time.ts'
import {line} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {filterFields, sinceField, untilField, withTimes, withTypes} from '../../event-filter.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'
import {wrapped} from '../../table/width.ts'

export default class EventsStats extends OwnCommand {
  static override readonly tool = 'events_stats'
  static override readonly description =
    'Of the last day, unless --since says otherwise. FAILED counts every outcome but ok, findings, invalid_input, needs_input, unknown and cancelled; so what was denied is among them. MEDIAN and P95 say how long calls took: half of them, and 95 of 100, took no longer.'
  static override readonly examples = [
    'parrot events stats',
    'parrot events stats --since 30d --plugin backup',
    "parrot events stats --json | jq '.output.tools[] | select(.failed > 0)'",
  ]
  static override readonly fields = [...filterFields, sinceField, untilField]

  protected override async input() {
    const input = await super.input()
    const bounded = 'values' in input ? {values: {since: '1d', ...input.values}} : input
    return withTypes(withTimes(bounded, Date.now()))
  }

  protected view(output: unknown, look: Look): string {
    const {events, from, to, types, calls, outcomes, callers, tools} = output as Stats
    if (events === 0) return line('line_stats_none')
    const span = line('line_stats_span', {from: time(from), to: time(to)})
    const sum = `${line('line_stats_calls', calls)}${took(calls)}`
    return [
      `${look.paint('bold', line('line_stats_events', {events}))}, ${span}`,
      grid(
        ['TYPE', 'COUNT'],
        types.map(({type, count}) => [type, String(count)]),
        look,
      ),
      ...(calls.calls === 0
        ? []
        : [
            wrapped(sum, look.room)
              .map((part) => look.paint('bold', part))
              .join('\n'),
            grid(
              ['OUTCOME', 'COUNT'],
              outcomes.map(({outcome, count}) => [outcome, String(count)]),
              look,
            ),
            grid(['BY', 'DOOR', 'CALLS', 'FAILED'], callers.slice(0, shown).map(callerRow), look),
            grid(['TOOL', 'CALLS', 'FAILED', 'MEDIAN', 'P95'], tools.slice(0, shown).map(toolRow), look),
          ]),
    ].join('\n\n')
  }
}

/** A person reads the busiest; --json has a hundred. */
const shown = 20

const callerRow = ({who, door, calls, failed}: Stats['callers'][number]) => [
  who,
  door,
  String(calls),
  String(failed),
]

const toolRow = ({tool, calls, failed, p50, p95}: Stats['tools'][number]) => [
  tool,
  String(calls),
  String(failed),
  duration(p50),
  duration(p95),
]

function took({p50, p95}: Durations): string {
  return p50 === null ? '' : `; ${line('line_stats_took', {p50: duration(p50), p95: duration(p95)})}`
}

function duration(ms: number | null): string {
  if (ms === null) return '-'
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

const time = (iso: string | null) => (iso === null ? '-' : localTime(iso))
