import {problem, type Problem} from '../text/problem.ts'
import {negatable, type Field} from './fields.ts'
import {plainLine} from './plain.ts'

/** The words of a command line, told apart; not yet of any type. A flag given more than once has a list. */
export type Lexed = {
  readonly flags: ReadonlyMap<string, boolean | readonly string[]>
  readonly words: readonly string[]
}

export type Refused = {readonly unknown: readonly string[]} | {readonly problem: Problem}

const most = 2000

/** Splits `argv` into flags and words with oclif's parser. Only the shape is checked here, no value. */
export async function lex(
  fields: readonly Field[],
  argv: readonly string[],
  command: string,
): Promise<Lexed | Refused> {
  if (argv.length === 0) return {flags: new Map(), words: []}
  const fault = unfit(fields, argv)
  if (fault !== undefined) return fault
  const {parse} = await import('@oclif/core/parser')
  try {
    const {flags, raw} = await parse([...argv], {flags: definitions(fields), args: {}, strict: false})
    return {
      flags: new Map(Object.entries(flags as Values).map(([name, value]) => [name, listed(value)])),
      words: raw.flatMap((token) => (token.type === 'arg' ? [token.input] : [])),
    }
  } catch (error) {
    return refusal(error, command)
  }
}

type Values = Record<string, boolean | string | string[]>

/**
 * What oclif's parser cannot be left with: more words than it can sort in time, a flag called like something that every
 * object of JavaScript has, and a value for a flag that takes none, which it would take for a word.
 */
function unfit(fields: readonly Field[], argv: readonly string[]): Refused | undefined {
  if (argv.length > most) return {problem: problem('too_many_words', {count: argv.length, most})}
  const end = argv.indexOf('--')
  const flags = (end === -1 ? argv : argv.slice(0, end)).filter((word) => word.startsWith('--'))
  const inherited = flags.filter((flag) => (flag.slice(2).split('=')[0] ?? '') in {})
  if (inherited.length > 0) return {unknown: inherited}
  const given = new Set(flags.map((flag) => /^--(?:no-)?([^=]+)=/.exec(flag)?.[1]))
  const wrong = fields.find(({kind, name}) => kind === 'boolean' && given.has(name))
  return wrong && {problem: problem('flag_without_value', {flag: `--${wrong.name}`})}
}

/** Bounds, options and what is required are left out: read-input.ts tells all of them at once. */
function definitions(fields: readonly Field[]) {
  const flags = Object.create(null) as Record<string, object>
  for (const field of fields) {
    if (field.positional === true) continue
    const char = field.short === undefined ? {} : {char: field.short}
    flags[field.name] =
      field.kind === 'boolean'
        ? {...char, type: 'boolean', allowNo: negatable(field)}
        : {...char, type: 'option', multiple: field.many ?? false, multipleNonGreedy: true}
  }
  return flags as Record<string, never>
}

const listed = (value: boolean | string | string[]) => (typeof value === 'string' ? [value] : value)

function refusal(error: unknown, command: string): Refused {
  if (!(error instanceof Error)) throw error
  if ('flags' in error && Array.isArray(error.flags)) return {unknown: error.flags.map(String)}
  // In oclif's English only; a reader of another language is told, too.
  const [, flag, twice] =
    /^Flag (--\S+) (?:expects a value|(can only be specified once))$/.exec(error.message) ?? []
  if (flag !== undefined)
    return {problem: problem(twice === undefined ? 'flag_needs_value' : 'flag_twice', {flag, command})}
  return {problem: problem('line_wrong', {cause: plainLine(error.message), command})}
}
