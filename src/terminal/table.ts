import type {JsonSchema} from '../manifest/manifest.ts'
import type {Paint} from './paint.ts'
import {cellOf, isRight, type Cell} from './table/cell.ts'
import {laidOut} from './table/layout.ts'
import {oneLine} from './table/one-line.ts'
import {tableSpec, type Column, type TableSpec} from './table/spec.ts'
import {toneOf} from './table/tone.ts'

/** What the reader can see: how text gets a look, how many columns there are, and whether more than ASCII is understood. */
export type Page = {readonly paint: Paint; readonly width: number; readonly unicode?: boolean}

/**
 * A plugin's result as the table that the `x-table` of its output schema describes; undefined where there is none, or
 * where the result does not fit it. Every text of both is a stranger's: nothing of it acts on the terminal.
 */
export function table(output: unknown, schema: JsonSchema | undefined, page: Page): string | undefined {
  const spec = tableSpec(schema)
  if (spec === undefined || !isObject(output)) return undefined
  const rows = output[spec.rows]
  if (!Array.isArray(rows) || !rows.every(isObject)) return undefined
  const parts = [rows.length > 0 ? body(spec, rows, page) : '', summary(spec, output, page)]
  return parts.filter((part) => part !== '').join('\n\n')
}

type Row = Readonly<Record<string, unknown>>

function body({columns}: TableSpec, rows: readonly Row[], page: Page): string {
  // A narrow page has room for what is to be read, and none for what is to be looked at.
  const shown = page.width < 60 ? columns.filter(({as}) => as !== 'bar') : columns
  const cells = [...titles(shown, page), ...rows.map((row) => cellsOf(shown, row, page))]
  return laidOut(shown, cells, page).join('\n')
}

function titles(columns: readonly Column[], {unicode = true}: Page): Cell[][] {
  const named = columns.map((column) => (column.below ? '' : oneLine(column.title, unicode)))
  if (named.every((title) => title === '')) return []
  return [columns.map((column, at) => ({text: named[at] ?? '', look: 'dim', right: isRight(column)}))]
}

function cellsOf(columns: readonly Column[], row: Row, {paint, unicode = true}: Page): Cell[] {
  const status = columns.find(({as}) => as === 'status')
  const tone = toneOf(status && row[status.key])
  return columns.map((column) => cellOf(column, row[column.key], tone, paint, unicode))
}

function summary({summary}: TableSpec, output: Row, {paint, unicode = true}: Page): string {
  const line = oneLine(summary && output[summary], unicode)
  return line === '' ? '' : paint('bold', line)
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
