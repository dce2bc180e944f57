import {passedBefore, remember, type Checked} from './checked.ts'
import {isData, parse, type Parsed} from './parse.ts'
import {readSafely, type SafeFile} from './safe-file.ts'
import type {Problem} from '../text/problem.ts'

/** `file` is the one that was there; `placeOf` says where in it something stands. */
export type Read<T> = {
  readonly file?: string
  readonly value?: T
  readonly placeOf?: Parsed['placeOf']
  readonly problems: readonly Problem[]
}

/**
 * The first of `files` that is there, read and checked against the schema of its kind; no value where none is there. A data file that
 * passed before, in this very state, is only read: zod is what costs most of a start.
 */
export async function readFirst<T>(
  files: readonly string[],
  uid: number,
  kind: 'config' | 'project',
  passed?: Checked<true>,
): Promise<Read<T>> {
  for (const file of files) {
    const found = readSafely(file, uid)
    if (found === undefined) continue
    return 'code' in found ? {file, problems: [found]} : readFound<T>(file, found, kind, passed)
  }
  return {problems: []}
}

async function readFound<T>(
  file: string,
  {text, stamp}: SafeFile,
  kind: 'config' | 'project',
  passed: Checked<true> | undefined,
): Promise<Read<T>> {
  if (passed === undefined || stamp === undefined || !isData(file)) return checkText(file, text, kind)
  const known = passedBefore(passed, file, stamp) === true
  const read = known ? await unchecked<T>(file, text) : await checkText<T>(file, text, kind)
  if (!known && read.problems.length === 0) remember(passed, file, stamp, true)
  return read
}

async function unchecked<T>(file: string, text: string): Promise<Read<T>> {
  const parsed = await parse(file, text)
  if ('problem' in parsed) return {file, problems: [parsed.problem]}
  const {value, placeOf} = parsed
  return {file, value: withoutBare(value) as T, problems: [], ...(placeOf && {placeOf})}
}

/** What a file of this name would say if this were its text. */
export async function checkText<T>(file: string, text: string, kind: 'config' | 'project'): Promise<Read<T>> {
  const parsed = await parse(file, text)
  return 'problem' in parsed ? {file, problems: [parsed.problem]} : check<T>(file, parsed, kind)
}

/** What was parsed, held against the schema of its kind. A section that has nothing in it says nothing. */
export async function check<T>(file: string, parsed: Parsed, kind: 'config' | 'project'): Promise<Read<T>> {
  const {configSchema, projectSchema} = await import('./schema.ts')
  const schema = kind === 'config' ? configSchema : projectSchema
  const checked = schema.safeParse(withoutBare(parsed.value))
  if (checked.success) {
    const {placeOf} = parsed
    return {file, value: checked.data as T, problems: [], ...(placeOf && {placeOf})}
  }
  const {wrongsIn} = await import('./wrong.ts')
  return {file, problems: wrongsIn(file, parsed, checked.error.issues, schema)}
}

/** `limits:` with every line under it commented out is null in YAML. */
export function withoutBare(value: unknown): unknown {
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null))
}
