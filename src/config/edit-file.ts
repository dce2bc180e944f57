import {isDeepStrictEqual} from 'node:util'
import {join} from 'node:path'
import {problem, type Problem} from '../text/problem.ts'
import {configFiles, isProgram} from './config-files.ts'
import {editText} from './edit-text.ts'
import {edited, type Edit} from './edit-values.ts'
import type {Paths, Surroundings} from './paths.ts'
import {check, parse} from './read.ts'
import {readSafely, type SafeFile} from './safe-file.ts'
import {replaceFile} from './update-file.ts'

type Refused = {readonly problems: readonly Problem[]}
type Values = Readonly<Record<string, unknown>>

/** What is read at most (safe-file.ts). */
const largest = 1024 * 1024

/** A change that nothing speaks against. `write` makes it; it does nothing where the file says so already. */
export type Planned = {readonly file: string; readonly write: () => void}

/**
 * The change of one plugin's values in the user's configuration file, config.json where there is none yet. What comes out
 * was read again: it passes the schema and differs in nothing else. A program is not edited. Call it, and write, alone.
 */
export async function planEdit(
  {uid}: Pick<Surroundings, 'uid'>,
  paths: Pick<Paths, 'config'>,
  edit: Edit,
): Promise<Planned | Refused> {
  const found = userFile(paths.config, uid)
  if ('code' in found) return {problems: [found]}
  const {file, text, stats} = found
  const parsed = await parse(file, text)
  if ('problem' in parsed) return {problems: [parsed.problem]}
  const before = (parsed.value ?? {}) as Values
  const after = edited(before, edit)
  if (isDeepStrictEqual(after, before)) return {file, write: () => {}}
  if (isProgram(file)) return {problems: [byHand(file, edit)]}
  if (stats !== undefined && stats.uid !== uid) return {problems: [problem('config_of_root', {file})]}

  const changed = await changedText(file, text, edit, after)
  if (typeof changed !== 'string') return changed
  const mode = stats !== undefined && (stats.mode & 0o200) === 0 ? 0o400 : 0o600
  return {file, write: () => replaceFile(file, changed, mode)}
}

type Found = Pick<SafeFile, 'text'> & Partial<SafeFile> & {readonly file: string}

function userFile(folder: string, uid: number): Found | Problem {
  for (const file of configFiles(folder)) {
    const found = readSafely(file, uid)
    if (found !== undefined) return 'code' in found ? found : {file, ...found}
  }
  return {file: join(folder, 'config.json'), text: '{}'}
}

/** One value may stand for several places (an anchor of YAML), or be read otherwise than it was meant: then nothing is written. */
async function changedText(file: string, text: string, edit: Edit, after: Values): Promise<string | Refused> {
  const changed = await editText(file, text, edit).catch(() => undefined)
  if (changed === undefined) return {problems: [notEditable(file, edit)]}
  const read = await parse(file, changed)
  if ('problem' in read || !isDeepStrictEqual(read.value ?? {}, after))
    return {problems: [notEditable(file, edit)]}
  if (Buffer.byteLength(changed) > largest) return {problems: [problem('config_outgrown', {file})]}
  const {problems} = await check(file, read.value, 'config')
  return problems.length > 0 ? {problems} : changed
}

const byHand = (file: string, edit: Edit) =>
  edit.value === undefined
    ? problem('config_program_less', {file, lines: lines(edit)})
    : problem('config_program', {file, lines: lines(edit)})

const notEditable = (file: string, edit: Edit) => problem('config_not_editable', {file, lines: lines(edit)})

/** As they would stand in any of the formats. */
function lines({plugin, key, value}: Edit): string {
  if (value === undefined) return ['plugins', plugin, key].filter((word) => word !== undefined).join('.')
  return `plugins: ${JSON.stringify({[plugin]: key === undefined ? value : {[key]: value}})}`
}
