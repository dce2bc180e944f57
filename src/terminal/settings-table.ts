import type {SettingRow} from '../host/setting-rows.ts'
import type {Look} from './door.ts'
import {grid} from './grid.ts'

/** Every setting of a plugin as a table. */
export function settingsTable(name: string, settings: readonly SettingRow[], look: Look): string {
  if (settings.length === 0) return `${name} has no settings.`
  const rows = settings.map((row) => [
    row.key,
    row.type,
    shown(row),
    row.default === null ? '-' : text(row.default),
    row.from ?? (row.required ? 'not set, and needed' : '-'),
  ])
  return grid(['SETTING', 'TYPE', 'VALUE', 'DEFAULT', 'SET BY'], rows, look)
}

/** One value as a script wants it: nothing where there is none, a list one item a line, of a secret where it is kept. */
export function settingValue({value, kept}: SettingRow): string {
  if (kept !== undefined) return kept
  if (value === null) return ''
  return typeof value === 'object' ? value.join('\n') : String(value)
}

/** What holds after a change, in a sentence. */
export function settingLine(name: string, key: string, row: SettingRow | undefined): string {
  if (row === undefined || row.from === null) return `${name}: ${key} is no longer set.`
  const by = row.from === 'default' ? 'by default' : `by ${row.from}`
  return `${name}: ${key} is ${row.kept === undefined ? text(row.value) : shown(row)}, ${by}.`
}

function shown({type, value, kept, from}: SettingRow): string {
  if (kept !== undefined) return `set from ${kept}`
  if (type === 'unknown') return 'not shown'
  return value === null ? (from === null ? '-' : 'wrong') : text(value)
}

const text = (value: SettingRow['value']) =>
  typeof value === 'object' ? (value ?? []).join(', ') : JSON.stringify(value)
