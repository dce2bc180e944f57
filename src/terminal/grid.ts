import {cut} from './columns.ts'
import type {Look} from './door.ts'
import type {Word} from '../text/en/words.ts'
import {retold, word} from '../text/reader.ts'
import {plainLine} from './plain.ts'

/** Rows under a dim header, columns as wide as what is in them, the last one cut at the edge of a terminal. */
export function grid(
  header: readonly Word[],
  rows: readonly (readonly string[])[],
  {paint, room}: Look,
): string {
  const safe = rows.map((row) => row.map((cell) => plainLine(retold(cell), 20_000)))
  const titles = header.map(word)
  const widths = titles.map((name, at) => Math.max(name.length, ...safe.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cut(
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
      room,
    )
  return [paint('dim', line(titles)), ...safe.map(line)].join('\n')
}
