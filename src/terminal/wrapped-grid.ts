import type {Word} from '../text/en/words.ts'
import {retold, word} from '../text/reader.ts'
import type {Look} from './door.ts'
import {grid} from './grid.ts'
import {plainLine} from './plain.ts'
import {padded, widthOf, wrapped} from './table/width.ts'

type Cells = readonly string[]

const gap = 2
/** Narrower than this the last column is better read on lines of its own. */
const least = 24

/** As `grid`, and nothing is cut: where a terminal is too narrow, the last column wraps, or what has no room stands below its row by name. */
export function wrappedGrid(header: readonly Word[], rows: readonly Cells[], look: Look): string {
  const titles = header.map(word)
  const safe = rows.map((row) => row.map((cell) => plainLine(retold(cell), 20_000)))
  const widths = titles.map((title, at) =>
    Math.max(...[title, ...safe.map((row) => row[at] ?? '')].map(widthOf)),
  )
  const left = look.room - widths.slice(0, -1).reduce((sum, width) => sum + width + gap, 0)
  if ((widths.at(-1) ?? 0) <= left) return grid(header, rows, look)
  if (left >= least)
    return framed(
      titles,
      safe.flatMap((row) => beside(row, widths, left)),
      widths,
      look,
    )
  const fit = howMany(widths, look.room)
  const lines = safe.flatMap((row) => [
    joined(row.slice(0, fit), widths),
    ...below(row, titles, fit, look.room),
  ])
  return framed(titles.slice(0, fit), lines, widths, look)
}

const framed = (titles: Cells, lines: Cells, widths: readonly number[], {paint}: Look) =>
  [paint('dim', joined(titles, widths)), ...lines].join('\n')

function beside(row: Cells, widths: readonly number[], room: number): string[] {
  const others = row.slice(0, -1)
  return wrapped(row.at(-1) ?? '', room).map((text, at) =>
    joined([...(at === 0 ? others : others.map(() => '')), text], widths),
  )
}

function below(row: Cells, titles: Cells, fit: number, room: number): string[] {
  const named = row.flatMap((cell, at) => (at < fit || cell === '' ? [] : `${titles[at] ?? ''} ${cell}`))
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
