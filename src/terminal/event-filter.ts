import {eventTypes} from '../events/event-types.ts'
import {typesLike} from '../events/type-pattern.ts'
import type {Input} from '../host/request.ts'
import {nearest} from '../text/nearest.ts'
import {problem, type Problem} from '../text/problem.ts'
import {option} from './own-fields.ts'
import {plainLine} from './plain.ts'

/** The flags that say which events are meant. */
export const filterFields = [
  {
    ...option('types', 'Only events of this type, * standing for anything; may be repeated', {many: true}),
    name: 'type',
  },
  option('plugin', 'Only events of this plugin'),
  option('who', 'Only events of this user'),
  option('correlation', 'Only events of this call and of those it made'),
] as const

/** Only for what has happened already. */
export const sinceField = option('since', 'Only what is younger: 90s, 30m, 1h, 2d, or a date in ISO form')

/** The end of a time that has a beginning. */
export const untilField = option('until', 'Only what is older, in the same forms')

/** The values with `since` and `until` as milliseconds since the epoch, counted back from `now`. */
export function withTimes(input: Input, now: number): Input {
  if (!('values' in input)) return input
  const values: Record<string, unknown> = {...input.values}
  for (const name of ['since', 'until'] as const) {
    const text = values[name]
    if (typeof text !== 'string') continue
    const moment = momentOf(text, now)
    if (moment === undefined)
      return {problems: [problem('since_wrong', {flag: name, text: plainLine(text, 60)})]}
    values[name] = moment
  }
  return {values}
}

/** The values with `types` as events have them, in whatever case they were written, and every pattern as the types it means. */
export function withTypes(input: Input): Input {
  if (!('values' in input) || !Array.isArray(input.values['types'])) return input
  const given: readonly unknown[] = input.values['types']
  const types = given.map((word) => String(word).toUpperCase().replaceAll('-', '_'))
  const wrong = types.filter((type) => typesLike(type).length === 0)
  if (wrong.length > 0) return {problems: wrong.map(noType)}
  return {values: {...input.values, types: [...new Set(types.flatMap(typesLike))]}}
}

function noType(word: string): Problem {
  const near = nearest(word, eventTypes)
  const text = plainLine(word, 60)
  if (near !== undefined) return problem('event_type_near', {text, near})
  return problem('event_type_unknown', {text, types: eventTypes.join(', ')})
}

const unitsMs = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000}

function momentOf(text: string, now: number): number | undefined {
  const [, count, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  if (count !== undefined) return now - Number(count) * unitsMs[unit as keyof typeof unitsMs]
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : moment
}
