import type {Word} from '../text/en/words.ts'
import {retold, word} from '../text/reader.ts'
import type {Look} from './door.ts'
import {plainLine} from './plain.ts'
import {padded, widthOf, wrapped} from './table/width.ts'

type Cells = readonly string[]

/** The line of the titles, and the lines of each row. */
type Grid = {readonly header: string; readonly rows: readonly (readonly string[])[]}

const gap = 2
/** Narrower than this the last column is better read on lines of its own. */
const least = 24

/** Rows under a dim header, columns as wide as what is in them. Nothing is cut: see `gridRows`. */
export function grid(header: readonly Word[], rows: readonly Cells[], look: Look): string {
  const made = gridRows(header, rows, look)
  return [made.header, ...made.rows.flat()].join('\n')
}

/** Where a terminal is too narrow, the last column wraps, or what has no room stands below its row by name. */
export function gridRows(header: readonly Word[], rows: readonly Cells[], {paint, room}: Look): Grid {
  const titles = header.map(word)
  const safe = rows.map((row) => row.map((cell) => plainLine(retold(cell), 20_000)))
  const widths = titles.map((title, at) =>
    Math.max(...[title, ...safe.map((row) => row[at] ?? '')].map(widthOf)),
  )
  const left = room - widths.slice(0, -1).reduce((sum, width) => sum + width + gap, 0)
  const fits = (widths.at(-1) ?? 0) <= left
  const fit = fits || left >= least ? titles.length : howMany(widths, room)
  const laid = (row: Cells) =>
    fit === titles.length
      ? beside(row, widths, left)
      : [joined(row.slice(0, fit), widths), ...below(row, titles, fit, room)]
  return {header: paint('dim', joined(titles.slice(0, fit), widths)), rows: safe.map(laid)}
}

function beside(row: Cells, widths: readonly number[], room: number): readonly string[] {
  const lines = wrapped(row.at(-1) ?? '', room)
  if (lines.length === 1) return [joined(row, widths)]
  const others = row.slice(0, -1)
  return lines.map((text, at) => joined([...(at === 0 ? others : others.map(() => '')), text], widths))
}

function below(row: Cells, titles: Cells, fit: number, room: number): readonly string[] {
  const named = row.flatMap((cell, at) =>
    at < fit || cell === '' || cell === '-' ? [] : `${titles[at] ?? ''} ${cell}`,
  )
  return named.flatMap((text) => wrapped(text, room - gap).map((line) => `${' '.repeat(gap)}${line}`))
}

/** So many columns have room beside each other; the first always stands. */
function howMany(widths: readonly number[], room: number): number {
  let used = -gap
  return Math.max(
    1,
    widths.findIndex((width) => (used += width + gap) > room),
  )
}

const joined = (cells: Cells, widths: readonly number[]) =>
  cells
    .map((cell, at) => padded(cell, (widths[at] ?? 0) - widthOf(cell), false))
    .join(' '.repeat(gap))
    .trimEnd()
