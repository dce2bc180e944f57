import type {Input} from '../host/request.ts'
import {bounded} from '../manifest/bounds.ts'
import {nearest} from '../text/nearest.ts'
import {notThere} from '../text/not-there.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import type {Field} from './fields.ts'
import {lex, type Lexed} from './lex.ts'
import {plainLine} from './plain.ts'

/**
 * The typed values that `argv` gives for `fields`, or everything that is wrong with it. Only what was written is in it:
 * defaults are for who checks the input against its schema. Flags of `common` are allowed and left out. `command` is
 * what stands before `argv`, for advice.
 */
export async function readInput(
  fields: readonly Field[],
  common: readonly Field[],
  argv: readonly string[],
  command: string,
): Promise<Input> {
  const all = [...fields, ...common]
  const lexed = await lex(all, argv, command)
  if ('unknown' in lexed) return {problems: lexed.unknown.map((flag) => unknownFlag(flag, all, command))}
  if ('problem' in lexed) return {problems: [lexed.problem]}
  return typed(fields, withWords(fields, lexed), command)
}

function unknownFlag(flag: string, fields: readonly Field[], command: string): Problem {
  const given = plainLine(flag, 60)
  const known = fields.filter(({positional}) => positional !== true).map(({name}) => name)
  const near = nearest(given.replace(/^-+/, ''), known)
  return near === undefined
    ? problem('flag_unknown', {flag: given, command})
    : problem('flag_unknown_near', {flag: given, near: `--${near}`})
}

type Texts = {
  readonly texts: ReadonlyMap<string, boolean | readonly string[]>
  readonly left: readonly string[]
}

/** Gives each positional field its word, and the last one all that are left where it may be given more than once. */
function withWords(fields: readonly Field[], {flags, words}: Lexed): Texts {
  const texts = new Map(flags)
  const left = [...words]
  for (const {positional, many, name} of fields) {
    if (positional !== true) continue
    const taken = left.splice(0, many === true ? left.length : 1)
    if (taken.length > 0) texts.set(name, taken)
  }
  return {texts, left}
}

function typed(fields: readonly Field[], {texts, left}: Texts, command: string): Input {
  const problems = left
    .slice(0, 3)
    .map((word) => problem('word_unexpected', {word: plainLine(word, 60), command}))
  const values: Record<string, unknown> = {}
  for (const field of fields) {
    const given = texts.get(field.name)
    const read = given === undefined ? absent(field, command) : present(field, given)
    if ('problem' in read) problems.push(read.problem)
    else if (read.value !== undefined) values[field.property] = read.value
  }
  return problems.length > 0 ? {problems} : {values}
}

export type Read = {readonly value: unknown} | {readonly problem: Problem}

function absent(field: Field, command: string): Read {
  if (field.required === true) return {problem: problem('argument_missing', {name: written(field), command})}
  return {value: undefined}
}

function present(field: Field, given: boolean | readonly string[]): Read {
  if (typeof given === 'boolean') return {value: given}
  if (field.many !== true) return readOne(field, given[0] ?? '')
  const parts = field.options === undefined ? given : given.flatMap((text) => text.split(','))
  const read = parts.map((text) => readOne(field, text))
  return (
    read.find((result) => 'problem' in result) ?? {
      value: read.map((result) => ('value' in result ? result.value : undefined)),
    }
  )
}

/** One value of a field from its text. */
export function readOne(field: Field, text: string): Read {
  const value = convert(field, text)
  if (value !== undefined && allowed(field, value)) return {value}
  const about = {name: written(field), found: plainLine(text, 60), want: wanted(field)}
  return {problem: notThere('argument_wrong', about, text, words(field))}
}

/** A number is near to no other. */
const words = ({options = []}: Field) => options.filter((option) => typeof option === 'string')

function convert({kind, options}: Field, text: string): unknown {
  if (options !== undefined) return options.find((option) => String(option) === text)
  if (kind === 'integer') return /^-?\d{1,16}$/.test(text) ? Number(text) : undefined
  if (kind === 'number')
    return /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : undefined
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  return kind === 'json' ? fromJson(text) : text
}

function allowed({minimum, maximum}: Field, value: unknown): boolean {
  if (typeof value !== 'number') return true
  return Number.isFinite(value) && value >= (minimum ?? value) && value <= (maximum ?? value)
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function wanted(field: Field): string {
  if (field.options !== undefined) return says(problem('want_one_of', {options: field.options.join(', ')}))
  const kinds = {
    integer: says(problem('want_integer')),
    number: says(problem('want_number')),
    boolean: says(problem('want_boolean')),
    json: 'JSON',
    text: says(problem('want_text')),
  }
  return bounded(kinds[field.kind], field)
}

/** As a person would write it: `--disk-threshold`, or `UNIT` for one without a name. */
const written = ({positional, name}: Field) => (positional === true ? name.toUpperCase() : `--${name}`)
