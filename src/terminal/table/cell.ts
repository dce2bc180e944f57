import type {Paint} from '../paint.ts'
import {bar} from './bar.ts'
import {measure} from './measure.ts'
import {oneLine} from './one-line.ts'
import type {Column} from './spec.ts'
import type {Look, Tone} from './tone.ts'
import {localTime} from '../../text/local-time.ts'

/** One cell: its text on one line, and its look. `painted` is the same text where its parts look different. */
export type Cell = {
  readonly text: string
  readonly look?: Look | undefined
  readonly painted?: string
  readonly right?: boolean
}

/** Does this kind of column stand at its right edge? */
export function isRight({as}: Column): boolean {
  return as === 'percent' || as === 'number' || as === 'bytes' || as === 'seconds'
}

/** A value as its column shows it; empty where it is not of the column's kind. */
export function cellOf(
  column: Column,
  value: unknown,
  tone: Tone | undefined,
  paint: Paint,
  unicode: boolean,
): Cell {
  const {as, unit} = column
  if (as === 'bar') return bar(value, tone, paint, unicode)
  if (as === 'status')
    return {text: (unicode ? tone?.sign : tone?.word) ?? oneLine(value, unicode), look: tone?.look}
  // What is well needs no colour but its sign's; what there is not steps back.
  if (as === 'text')
    return {text: oneLine(value, unicode), look: tone?.look === 'green' ? undefined : tone?.look}
  if (as === 'time') return {text: oneLine(typeof value === 'string' ? localTime(value) : value, unicode)}
  const text = typeof value === 'number' ? `${measure(as, value)} ${unit}` : ''
  return {text: oneLine(text, unicode), right: isRight(column)}
}
