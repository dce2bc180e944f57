import type {ConfigValues} from '../manifest/config-values.ts'
import {within} from '../rbac/area/fs.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Plugin} from './plugin.ts'

/** A path is not as somebody said that it would be: that says nothing of the sandbox. */
const paths: ReadonlySet<string> = new Set([
  'sandbox_path_missing',
  'sandbox_path_link',
  'sandbox_path_moved',
  'sandbox_path_kind',
])

/** Nor does what the plugin itself has wrong. */
const entries: ReadonlySet<string> = new Set([
  'sandbox_entry_outside',
  'sandbox_entry_mode',
  'sandbox_entry_kind',
  'sandbox_entry_program',
])

/** The answer where the sandbox started nothing. */
export function notStarted(
  {plugin}: {readonly plugin: Pick<Plugin, 'name'>},
  {values}: Pick<ConfigValues, 'values'>,
  refused: Problem,
): Answer {
  if (refused.code === 'sandbox_disk_full') return {outcome: 'broken', problems: [refused]}
  if (entries.has(refused.code)) return {outcome: 'failed', problems: [refused]}
  if (!paths.has(refused.code)) return {outcome: 'no_sandbox', problems: [refused]}
  return {outcome: 'failed', problems: [named(plugin.name, values, refused)]}
}

/** With the setting that names it, where one does: of a folder and one below it, the one below. */
function named(plugin: string, values: ConfigValues['values'], refused: Problem): Problem {
  const {path, cause} = refused.params
  const names = (value: unknown) =>
    typeof value === 'string' && value.startsWith('/') && within(String(path), value) ? value.length : 0
  const settings = Object.entries(values).map(
    ([key, value]) => [key, Math.max(0, ...[value].flat().map(names))] as const,
  )
  const [key, letters] = settings.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])
  if (letters === 0 || path === undefined || cause === undefined) return refused
  return problem('setting_path_missing', {plugin, key, path, cause})
}
