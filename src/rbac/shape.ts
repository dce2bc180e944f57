import {problem, type Problem} from '../text/problem.ts'
import {shown} from './shown.ts'

/**
 * A file as it was read: its name for people, and what its parser made of it. Nothing about it is trusted.
 */
export type Source = {readonly file: string; readonly content: unknown}

type Want = 'text' | 'a list of texts' | 'text or a list of texts' | 'a uid'
/** How a row is written, with the fields that every one has, and those that it may have. */
export type Fields = {
  readonly form: string
  readonly must: Readonly<Record<string, Want>>
  readonly may: Readonly<Record<string, Want>>
}
export type Row = Readonly<Record<string, unknown>>
type Rows = {readonly rows: ReadonlyMap<string, Row>; readonly problems: readonly Problem[]}

/**
 * Can it be the name of a role or a user? JavaScript's own names cannot, though every table here is a Map.
 */
export function isName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9@._-]{0,63}$/.test(name) && !(name in {})
}

/** Is it a user id that the kernel can give? */
export function isUid(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32 - 1
}

/**
 * The rows that stand under `top`, by name, and a problem for each wrong name, unknown key and wrong value.
 */
export function rowsOf(source: Source, top: string, fields: Fields): Rows {
  const {content} = source
  const {form} = fields
  if (!isObject(content))
    return {rows: new Map(), problems: [wrong(source, '(top)', content, 'an object', form)]}
  const table = content[top]
  const strange = unknownKeys(source, '', content, [top, '$schema'])
  if (!isObject(table))
    return {rows: new Map(), problems: [...strange, wrong(source, top, table, 'an object', form)]}
  const rows = new Map<string, Row>()
  const problems = [...strange]
  for (const [name, row] of Object.entries(table)) {
    const found = rowProblems(source, `${top}.${shown(name)}`, name, row, fields)
    if (found.length === 0) rows.set(name, row as Row)
    problems.push(...found)
  }
  return {rows, problems}
}

function rowProblems(
  source: Source,
  path: string,
  name: string,
  row: unknown,
  {form, must, may}: Fields,
): Problem[] {
  if (!isName(name)) return [problem('rbac_name', {file: source.file, path})]
  if (!isObject(row)) return [wrong(source, path, row, 'an object', form)]
  const known = {...must, ...may}
  const present = Object.entries(known).filter(([key]) => Object.hasOwn(row, key) || Object.hasOwn(must, key))
  return [
    ...unknownKeys(source, `${path}.`, row, Object.keys(known)),
    ...present.flatMap(([key, want]) =>
      fits(row[key], want) ? [] : [wrong(source, `${path}.${key}`, row[key], want, form)],
    ),
  ]
}

function unknownKeys({file}: Source, path: string, object: Row, known: readonly string[]): Problem[] {
  const strange = Object.keys(object).filter((key) => !known.includes(key))
  return strange.map((key) => problem('rbac_key', {file, path: path + shown(key), known: known.join(', ')}))
}

function fits(value: unknown, want: Want): boolean {
  if (want === 'a uid') return isUid(value)
  if (want !== 'a list of texts' && typeof value === 'string') return true
  return want !== 'text' && Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function wrong({file}: Source, path: string, value: unknown, want: string, form: string): Problem {
  return problem('rbac_shape', {file, path, found: kindOf(value), want, form})
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'text' : `a ${typeof value}`
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
