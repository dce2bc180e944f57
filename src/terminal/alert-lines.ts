import type {AlertRow} from '../alerts/list.ts'
import type {Old} from '../alerts/old.ts'
import type {Look} from './door.ts'
import {alertWords} from './alert-summaries.ts'
import {localTime} from '../text/local-time.ts'
import {line, status} from '../text/reader.ts'
import {gridRows} from './grid.ts'
import {plainLine} from './plain.ts'
import {wrapped} from './table/width.ts'

/** Rows of a table, and below each what there is to say of it. Times to the minute. */
export function alertLines(rows: readonly AlertRow[], look: Look): string {
  const made = gridRows(['RULE', 'STATE', 'SINCE', 'SAID AGAIN'], rows.map(cells), look)
  const table = rows.flatMap((row, at) => [
    ...(made.rows[at] ?? []).map((text) => coloured(text, row, look)),
    ...details(row).flatMap((text) => below(text, look)),
  ])
  return [made.header, ...table].join('\n')
}

/** When rules were held against what happened, and that much may be otherwise by now. */
export function checkedLines(checked: string | null, old: Old | null, {paint}: Look): string[] {
  const at = minute(checked)
  return [
    ...(checked === null ? [] : [line('line_alert_checked', {at})]),
    ...(old === null ? [] : [`${paint('yellow', '!')} ${line(`line_alert_old_${old}`)}`]),
  ]
}

/** What goes into a pipe has no width. */
function below(text: string, {paint, room}: Look): string[] {
  return wrapped(plainLine(text, 600), room - 2).map((line) => paint('dim', `  ${line}`))
}

function cells({rule, key, state, since, nextRepeat}: AlertRow): string[] {
  const name = key === '' ? rule : `${rule} (${plainLine(key, 60)})`
  return [name, status(state), minute(since), state === 'firing' ? minute(nextRepeat) : '-']
}

function details(row: AlertRow): string[] {
  const {state, what, count, lastEvent, ended, heldUntil, silencedUntil, silencedBecause} = row
  const seen = lastEvent === null ? '' : ` ${eventLine(lastEvent.sequence, count)}`
  return [
    ...(state === 'ok' || what === null ? [] : [`${closed(alertWords(what))}${seen}`]),
    ...(state === 'resolved' ? [line('line_alert_over', {at: minute(ended)})] : []),
    ...(heldUntil === null ? [] : [line('line_alert_quiet', {at: minute(heldUntil)})]),
    ...(silencedUntil === null
      ? []
      : [line('line_alert_silenced', {at: minute(silencedUntil), reason: silencedBecause ?? ''})]),
    ...(row.deadman === 'failing' ? [line('line_alert_deadman', {cause: row.deadmanCause ?? ''})] : []),
  ]
}

/** What ends with the words of a plugin may have no full stop. */
const closed = (sentence: string) => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`)

const eventLine = (sequence: number, count: number) =>
  count > 1 ? line('line_alert_events', {sequence, count}) : line('line_alert_event', {sequence})

function coloured(text: string, {state, severity}: AlertRow, {paint}: Look): string {
  if (state === 'firing') return paint(severity === 'critical' ? 'red' : 'yellow', text)
  return text
}

const minute = (iso: string | null) => (iso === null ? '-' : localTime(iso))
