import type {Paint} from '../paint.ts'
import type {Cell} from './cell.ts'
import type {Column} from './spec.ts'
import {padded, widthOf, wrapped} from './width.ts'

type Page = {readonly paint: Paint; readonly width: number}

const gap = 2

/**
 * The lines of a table. The last text column takes the width that the others leave and wraps; other texts wrap at a third of the
 * page, or at half of it where a word needs that. No line is longer than the page, unless the page is too narrow for one word a column.
 */
export function laidOut(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  page: Page,
): string[] {
  if (!hasRoom(columns, rows, page.width)) return withNamesAbove(columns, rows, page)
  const widths = widthsOf(columns, rows, page.width)
  return rows.flatMap((row) => [...beside(columns, row, widths, page), ...below(columns, row, page)])
}

/** Only what is whole has to have room: all else wraps. */
function hasRoom(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): boolean {
  if (!columns.some(({whole}) => whole)) return true
  const natural = naturalWidths(columns, rows).filter((size) => size > 0)
  return natural.reduce((sum, size) => sum + size + gap, -gap) <= width
}

function withNamesAbove(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  page: Page,
): string[] {
  const others = columns.filter(({whole}) => !whole)
  const inner = {...page, width: page.width - gap}
  const rest = rows.map((row) => row.filter((_, at) => columns[at]?.whole !== true))
  const widths = widthsOf(others, rest, inner.width)
  return rows.flatMap((row, at) => {
    const cells = rest[at] ?? []
    const names = row.filter((cell, at) => columns[at]?.whole === true && cell.text !== '')
    const lines = [...beside(others, cells, widths, inner), ...below(others, cells, inner)]
    return [
      ...names.map(({text, look}) => (look ? page.paint(look, text) : text)),
      ...lines.filter((line) => line !== '').map((line) => `${' '.repeat(gap)}${line}`),
    ]
  })
}

function naturalWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map(({below}, at) =>
    below ? 0 : rows.reduce((most, row) => Math.max(most, widthOf(row[at]?.text ?? '')), 0),
  )
}

function widthsOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const natural = naturalWidths(columns, rows)
  const last = columns.findLastIndex(({as, below, whole}) => as === 'text' && !below && !whole)
  const capped = natural.map((size, at) => {
    if (columns[at]?.as !== 'text' || columns[at].whole || at === last) return size
    const word = Math.min(longestWord(rows, at), Math.floor(width / 2))
    return Math.min(size, Math.max(word, Math.floor(width / 3)))
  })
  const others = capped.filter((size, at) => size > 0 && at !== last)
  const left = width - others.reduce((sum, size) => sum + size + gap, 0)
  return capped.map((size, at) => (at === last ? Math.min(size, Math.max(12, left)) : size))
}

function longestWord(rows: readonly (readonly Cell[])[], at: number): number {
  const words = rows.flatMap((row) => (row[at]?.text ?? '').split(' '))
  return words.reduce((most, word) => Math.max(most, widthOf(word)), 0)
}

function beside(
  columns: readonly Column[],
  row: readonly Cell[],
  widths: readonly number[],
  page: Page,
): string[] {
  const cells = row.map((cell, at) => (columns[at]?.below ? [] : linesOf(cell, widths[at] ?? 0, page)))
  const height = cells.reduce((most, lines) => Math.max(most, lines.length), 1)
  return Array.from({length: height}, (_, line) =>
    cells
      .map((lines, at) => lines[line] ?? ' '.repeat(widths[at] ?? 0))
      .filter((_, at) => (widths[at] ?? 0) > 0)
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}

/** The lines of one cell, each padded to the width of its column, painted inside the padding. */
function linesOf({text, look, painted, right = false}: Cell, width: number, {paint}: Page): string[] {
  return wrapped(text, width).map((line) => {
    const shown =
      painted !== undefined && line === text ? painted : look && line !== '' ? paint(look, line) : line
    return padded(shown, width - widthOf(line), right)
  })
}

function below(columns: readonly Column[], row: readonly Cell[], page: Page): string[] {
  const cells = row.filter((cell, at) => columns[at]?.below && cell.text !== '')
  return cells.flatMap(({text, look}) =>
    wrapped(text, page.width - gap - 1).map(
      (line) => `${' '.repeat(gap + 1)}${look ? page.paint(look, line) : line}`,
    ),
  )
}
