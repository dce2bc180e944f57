import {wrapped} from './table/width.ts'

/** Rows of two columns, the second wrapped in what is left of the line. Neither may hold line breaks. */
export function columns(rows: readonly (readonly [string, string])[], width: number, indent = 2): string {
  const left = Math.min(32, Math.max(0, ...rows.map(([name]) => name.length)))
  const room = Math.max(10, width - left - indent - 2)
  const line = (name: string, text: string) => `${' '.repeat(indent)}${name.padEnd(left)}  ${text}`.trimEnd()
  return rows
    .flatMap(([name, text]) => wrapped(text, room).map((part, at) => line(at === 0 ? name : '', part)))
    .join('\n')
}

/** At most `most` characters; an ellipsis where something is missing. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}
