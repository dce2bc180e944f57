import type {JsonSchema} from '../../manifest/manifest.ts'

const kinds = ['text', 'status', 'bar', 'percent', 'number', 'bytes', 'seconds', 'time'] as const

/** How a value is shown. `status`: a sign and the row's colour. `bar`: a number from 0 to 100. `time`: ISO, shown as local. */
type Kind = (typeof kinds)[number]

export type Column = {
  /** The property of a row. */
  readonly key: string
  readonly title: string
  readonly as: Kind
  /** Stands behind a `number`. */
  readonly unit: string
  /** On lines of its own under the row, where there is something to say. */
  readonly below: boolean
  /** To be copied: never broken, and on a line of its own above the rest where the page is too narrow for both. */
  readonly whole: boolean
  /** A word that stands alone in it is no name, and told in the reader's language. */
  readonly words: boolean
}

export type TableSpec = {
  /** The property of the result that holds the rows, an array of objects. */
  readonly rows: string
  /** The property that holds one line to stand underneath. */
  readonly summary: string | undefined
  /** So many rows are shown at most, and how many more there are is said. */
  readonly most: number
  readonly columns: readonly Column[]
}

const mostColumns = 16

/** The `x-table` of an output schema; undefined where it has none, or one that makes no sense. */
export function tableSpec(schema: JsonSchema | undefined): TableSpec | undefined {
  const {rows, summary, columns, most = Infinity} = objectOf(schema?.['x-table'])
  if (typeof rows !== 'string' || !Array.isArray(columns) || columns.length > mostColumns) return undefined
  const read = columns.map(columnOf).filter((column) => column !== undefined)
  if (read.length === 0 || read.length < columns.length) return undefined
  const line = typeof summary === 'string' ? summary : undefined
  return {rows, summary: line, most: typeof most === 'number' && most > 0 ? most : Infinity, columns: read}
}

function columnOf(value: unknown): Column | undefined {
  const {key, title, as = 'text', unit, below, whole, words} = objectOf(value)
  const kind = kinds.find((name) => name === as)
  if (typeof key !== 'string' || kind === undefined) return undefined
  const place = {below: below === true, whole: whole === true, words: words === true}
  return {key, title: textOf(title), as: kind, unit: textOf(unit), ...place}
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
