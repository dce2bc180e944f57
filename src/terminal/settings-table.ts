import type {SettingRow} from '../host/setting-rows.ts'
import type {Look} from './door.ts'
import {line, status} from '../text/reader.ts'
import {gridRows} from './grid.ts'
import {plainLine} from './plain.ts'
import {wrapped} from './table/width.ts'

/** Every setting of a plugin as a table, and below each what it is; `theirs`: a text of the plugin's as its reader is told it. */
export function settingsTable(
  name: string,
  settings: readonly SettingRow[],
  look: Look,
  theirs: (text: string) => string,
): string {
  if (settings.length === 0) return line('line_settings_none', {name})
  const rows = settings.map((row) => [
    row.key,
    row.type,
    shown(row),
    row.default === null ? '-' : text(row.default),
    (row.from && status(row.from)) ?? (row.required ? line('line_setting_needed') : '-'),
  ])
  const made = gridRows(['SETTING', 'TYPE', 'VALUE', 'DEFAULT', 'SET BY'], rows, look)
  const about = settings.map(({description = ''}) => below(theirs(description), look))
  return [made.header, ...made.rows.flatMap((lines, at) => [...lines, ...(about[at] ?? [])])].join('\n')
}

function below(text: string, {paint, room}: Look): string[] {
  const safe = plainLine(text)
  return safe === '' ? [] : wrapped(safe, room - 2).map((part) => paint('dim', `  ${part}`))
}

/** One value as a script wants it: nothing where there is none, a list one item a line, of a secret where it is kept. */
export function settingValue({value, kept}: SettingRow): string {
  if (kept !== undefined) return kept
  if (value === null) return ''
  return typeof value === 'object' ? value.join('\n') : String(value)
}

/** What holds after a change, in a sentence. */
export function settingLine(name: string, key: string, row: SettingRow | undefined): string {
  if (row === undefined || row.from === null) return line('line_setting_unset', {name, key})
  const about = {name, key, value: row.kept === undefined ? text(row.value) : shown(row)}
  return row.from === 'default'
    ? line('line_setting_default', about)
    : line('line_setting_is', {...about, from: row.from})
}

function shown({type, value, kept, from}: SettingRow): string {
  if (kept !== undefined) return line('line_setting_kept', {kept})
  if (type === 'unknown') return line('line_setting_hidden')
  return value === null ? (from === null ? '-' : line('line_setting_wrong')) : text(value)
}

const text = (value: SettingRow['value']) =>
  typeof value === 'object' ? (value ?? []).join(', ') : JSON.stringify(value)
