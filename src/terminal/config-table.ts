import type {ConfigRow} from '../host/config/rows.ts'
import type {VariableRow} from '../host/config/variable-row.ts'
import type {Look} from './door.ts'
import {localTime} from '../text/local-time.ts'
import {line, status} from '../text/reader.ts'
import {grid} from './grid.ts'
import {plain, plainLine} from './plain.ts'

/** What holds after a change of one key. */
export type Changed = Partial<ConfigRow> & {
  readonly key: string
  readonly file: string
  readonly changed: boolean
  readonly dryRun: boolean
  /** When it is taken back, where nobody confirms it. */
  readonly until?: string
}

/** Every value, and with `origin` who says so. */
export function configTable(rows: readonly ConfigRow[], look: Look, origin: boolean): string {
  const header = ['KEY', 'VALUE', ...(origin ? (['SET BY'] as const) : [])] as const
  return grid(
    header,
    rows.map((row) => [row.key, shown(row), ...(origin ? [status(row.from)] : [])]),
    look,
  )
}

const does: Readonly<Record<VariableRow['does'], (row: VariableRow) => string>> = {
  sets: ({key = ''}) => line('line_config_sets', {key}),
  always: () => line('line_config_always'),
  ignored: () => line('line_config_ignored'),
  place: () => line('line_config_place'),
  later: ({key}) => (key === undefined ? line('line_config_later') : line('line_config_instead', {key})),
}

/** Every variable that was given, and what it does. */
export function variablesTable(rows: readonly VariableRow[], look: Look): string {
  return grid(
    ['VARIABLE', 'FROM', 'WHAT IT DOES'],
    rows.map((row) => [row.name, fromOf(row), does[row.does](row)]),
    look,
  )
}

const fromOf = ({name, from}: VariableRow) => (from === name ? line('line_config_environment') : from)

/** Each value that is not the default, under what would be. */
export function diffLines(rows: readonly ConfigRow[], {paint}: Look): string {
  return rows
    .flatMap((row) => [
      paint('red', plainLine(`- ${row.key}: ${text(row.default)}`)),
      `${paint('green', plainLine(`+ ${row.key}: ${shown(row)}`, 2000))}  ${paint('dim', plainLine(`(${status(row.from)})`))}`,
    ])
    .join('\n')
}

/** One value as a script wants it: nothing where there is none, of a secret where it is kept, and JSON for what has parts of its own. */
export function bareValue({value, kept}: ConfigRow): string {
  if (kept !== undefined) return kept
  if (value === null) return ''
  const isList = Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)
  return isList ? value.map(bare).join('\n') : bare(value)
}

const bare = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What holds after a change, in a sentence. */
export function changeLine({key, value, from, file, changed, dryRun, until}: Changed): string {
  const unset = value === null || value === undefined
  if (dryRun && !changed) return plain(line('line_config_same', {file}))
  if (dryRun)
    return plain(
      unset
        ? line('line_config_would_unset', {file, key})
        : line('line_config_would', {file, key, value: text(value)}),
    )
  const by = status(from ?? 'default')
  const is = unset
    ? line('line_config_unset', {key, from: by})
    : line('line_config_is', {key, value: text(value), from: by})
  return plain(until === undefined ? is : `${is}\n${line('line_config_until', {until: localTime(until)})}`)
}

function shown({value, kept}: ConfigRow): string {
  if (kept !== undefined) return line('line_setting_kept', {kept})
  return value === null ? '-' : text(value)
}

const text = (value: unknown) => (value === null ? '-' : JSON.stringify(value))
