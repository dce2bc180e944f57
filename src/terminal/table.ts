import type {JsonSchema} from '../manifest/manifest.ts'
import type {Paint} from './paint.ts'
import {line, retold} from '../text/reader.ts'
import {cellOf, isRight, type Cell} from './table/cell.ts'
import {laidOut} from './table/layout.ts'
import {oneLine} from './table/one-line.ts'
import {tableSpec, type Column, type TableSpec} from './table/spec.ts'
import {toneOf} from './table/tone.ts'
import {wrapped} from './table/width.ts'

/** What the reader can see: how text gets a look, how many columns there are, and whether more than ASCII is understood. */
export type Page = {
  readonly paint: Paint
  readonly width: number
  readonly unicode?: boolean
  /** How long a line may be that is no part of a table; what goes into a pipe has no width. */
  readonly room?: number
}

/**
 * A plugin's result as the table that the `x-table` of its output schema describes; undefined where there is none, or
 * where the result does not fit it. Every text of both is a stranger's: nothing of it acts on the terminal.
 */
export function table(
  output: unknown,
  schema: JsonSchema | undefined,
  page: Page,
  told: Told = (text) => text,
): string | undefined {
  const spec = tableSpec(schema)
  if (spec === undefined || !isObject(output)) return undefined
  const rows = output[spec.rows]
  if (!Array.isArray(rows) || !rows.every(isObject)) return undefined
  const shown = rows.slice(0, spec.most)
  const parts = [
    rows.length > 0 ? body(spec, shown, page, told) + more(rows.length - shown.length, page) : '',
    summary(spec, output, page, told),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** A text of the plugin's as its reader is told it. */
type Told = (text: string) => string

type Row = Readonly<Record<string, unknown>>

function body({columns}: TableSpec, rows: readonly Row[], page: Page, told: Told): string {
  // A narrow page has room for what is to be read, and none for what is to be looked at.
  const shown = page.width < 60 ? columns.filter(({as}) => as !== 'bar') : columns
  const cells = [...titles(shown, page, told), ...rows.map((row) => cellsOf(shown, row, page, told))]
  return laidOut(shown, cells, page).join('\n')
}

function more(count: number, {paint, unicode = true}: Page): string {
  if (count === 0) return ''
  return `\n${paint('dim', `${unicode ? '…' : '...'} ${line('line_more_rows', {count})}`)}`
}

function titles(columns: readonly Column[], {unicode = true}: Page, told: Told): Cell[][] {
  const named = columns.map((column) => (column.below ? '' : oneLine(told(column.title), unicode)))
  if (named.every((title) => title === '')) return []
  return [columns.map((column, at) => ({text: named[at] ?? '', look: 'dim', right: isRight(column)}))]
}

function cellsOf(columns: readonly Column[], row: Row, {paint, unicode = true}: Page, told: Told): Cell[] {
  const status = columns.find(({as}) => as === 'status')
  const tone = toneOf(status && row[status.key])
  return columns.map((column) =>
    cellOf(column, here(row[column.key], told, column.words), tone, paint, unicode),
  )
}

function summary({summary}: TableSpec, output: Row, page: Page, told: Told): string {
  const {paint, unicode = true, room = Number.POSITIVE_INFINITY} = page
  const text = oneLine(summary && here(output[summary], told), unicode)
  return text === ''
    ? ''
    : wrapped(text, room)
        .map((part) => paint('bold', part))
        .join('\n')
}

/** What the host or the plugin wrote as a sentence; a word that stands alone is the name of something, but in a column of words. */
function here(value: unknown, told: Told, words = false): unknown {
  if (typeof value !== 'string') return value
  const text = retold(value)
  return words || text.includes(' ') ? told(text) : text
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
