import {isDeepStrictEqual} from 'node:util'
import {problem, type Problem} from '../text/problem.ts'
import {isProgram} from './config-files.ts'
import {editText} from './edit-text.ts'
import {edited, type Edit} from './edit-values.ts'
import {byCommand} from './mended.ts'
import {parse, type Parsed} from './parse.ts'
import type {Paths, Surroundings} from './paths.ts'
import {check, withoutBare} from './read.ts'
import {modeOf, userFile} from './user-file.ts'

type Refused = {readonly problems: readonly Problem[]}
type Values = Readonly<Record<string, unknown>>

/** What is read at most (safe-file.ts). */
const largest = 1024 * 1024

/**
 * A change that nothing speaks against: `text` is the whole file after it, absent where the file says so already; `before` what
 * it is now, where there is one.
 */
export type Planned = {
  readonly file: string
  readonly before?: string
  readonly text?: string
  readonly mode: number
}

/**
 * One change of the user's configuration file, config.json where there is none yet. What comes out was read again: it passes the
 * schema and differs in nothing else. A program is not edited. Call it, and write, alone.
 */
export async function planEdit(
  {uid}: Pick<Surroundings, 'uid'>,
  paths: Pick<Paths, 'config'>,
  edit: Edit,
): Promise<Planned | Refused> {
  const found = userFile(paths, uid)
  if ('code' in found) return {problems: [found]}
  const {file, text: before, stats} = found
  const parsed = await parse(file, before ?? '{}')
  if ('problem' in parsed) return {problems: byCommand([parsed.problem])}
  const values = withoutBare(parsed.value) as Values
  const after = edited(values, edit)
  const same = {file, mode: modeOf(found), ...(before !== undefined && {before})}
  if (isDeepStrictEqual(after, values)) return same
  if (isProgram(file)) return {problems: [byHand(file, edit)]}
  if (stats !== undefined && stats.uid !== uid) return {problems: [problem('config_of_root', {file})]}

  const changed = await changedText(file, before ?? '{}', edit, after)
  if ('problems' in changed) return changed
  return {...same, text: changed.text}
}

/** One value may stand for several places (an anchor of YAML), or be read otherwise than it was meant: then nothing is written. */
async function changedText(
  file: string,
  text: string,
  edit: Edit,
  after: Values,
): Promise<{readonly text: string} | Refused> {
  const changed = await fitting(file, text, edit, after).catch(() => undefined)
  if (changed === undefined) return {problems: [notEditable(file, edit)]}
  if (Buffer.byteLength(changed.text) > largest) return {problems: [problem('config_outgrown', {file})]}
  const {problems} = await check(file, changed.read, 'config')
  return problems.length > 0 ? {problems: byCommand(problems)} : changed
}

/** The first way of making this change after which the file says `after`; undefined where none does. */
export async function fitting(
  file: string,
  text: string,
  edit: Edit,
  after: Values,
): Promise<{readonly text: string; readonly read: Parsed} | undefined> {
  for await (const changed of editText(file, text, edit)) {
    const read = await parse(file, changed)
    if ('value' in read && isDeepStrictEqual(withoutBare(read.value), after)) return {text: changed, read}
  }
  return undefined
}

const byHand = (file: string, edit: Edit) =>
  edit.value === undefined
    ? problem('config_program_less', {file, lines: lines(edit)})
    : problem('config_program', {file, lines: lines(edit)})

const notEditable = (file: string, edit: Edit) => problem('config_not_editable', {file, lines: lines(edit)})

/** As they would stand in any of the formats. */
function lines({path, value}: Edit): string {
  if (value === undefined) return path.join('.')
  const [section = '', ...rest] = path
  return `${section}: ${JSON.stringify(rest.reduceRight<unknown>((inner, name) => ({[name]: inner}), value))}`
}
