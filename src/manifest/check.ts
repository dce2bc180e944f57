import {problem, type Problem} from '../text/problem.ts'
import type {JsonSchema} from './manifest.ts'
import {plainLine} from '../text/plain.ts'
import {flagOf} from './names.ts'
import {nearest} from '../text/nearest.ts'
import {notThere} from '../text/not-there.ts'
import {printable, show} from './show.ts'
import {unmet, type Unmet} from './validate.ts'
import {wanted} from './wanted.ts'

type Values = Readonly<Record<string, unknown>>
type Property = {
  readonly default?: unknown
  readonly writeOnly?: unknown
  readonly 'x-cli'?: {readonly arg?: unknown}
}

const mostProblems = 20
const mostItems = 2000
const simple = new Set('$schema $defs additionalProperties description properties title type'.split(' '))

/** An input, and the words of the command that it is for. */
type Taken = {readonly schema: JsonSchema; readonly command: string}

/** What a caller gave with the defaults of the schema, or what is wrong with it by the names of flags and arguments, at most 20. */
export async function checkInput(
  taken: Taken,
  given: Values,
): Promise<{readonly values: Values} | {readonly problems: readonly Problem[]}> {
  const problems = await inputProblems(taken, given)
  return problems.length > 0 ? {problems} : {values: withDefaults(taken.schema, given)}
}

/** What is wrong with a plugin's result, by its place in the document, at most 20. */
export async function checkOutput(schema: JsonSchema, output: unknown): Promise<Problem[]> {
  const wrong = await unmet(schema, output)
  return wrong.slice(0, mostProblems).map((each) => {
    const path = printable(each.path.join('.')) || 'the document'
    return problem('output_wrong', {path, ...foundAndWanted(output, each)})
  })
}

async function inputProblems(taken: Taken, values: Values): Promise<Problem[]> {
  const {schema} = taken
  if (Object.keys(values).length === 0 && Object.keys(schema).every((keyword) => simple.has(keyword)))
    return []
  const long = tooLong(taken, values)
  if (long.length > 0) return long
  const wrong = await unmet(schema, values)
  return wrong.slice(0, mostProblems).map((each) => inputProblem(taken, values, each))
}

function withDefaults(schema: JsonSchema, values: Values): Values {
  const defaults = Object.entries(propertiesOf(schema))
    .filter(([, property]) => property.default !== undefined)
    .map(([name, property]) => [name, property.default])
  return {...(Object.fromEntries(defaults) as Values), ...values}
}

/** Some keywords compare every item with every other. */
function tooLong({schema, command}: Taken, values: Values): Problem[] {
  return Object.entries(values)
    .filter(([, value]) => Array.isArray(value) && value.length > mostItems)
    .map(([name]) =>
      problem('input_wrong', {
        name: nameOf(schema, name),
        found: 'a longer list',
        want: `at most ${mostItems} items`,
        command,
      }),
    )
}

function inputProblem(taken: Taken, values: Values, each: Unmet): Problem {
  const {schema, command} = taken
  const [name, ...inner] = each.path
  if (name === undefined)
    return problem('input_wrong', {name: 'the input', ...foundAndWanted(values, each), command})
  if (each.keyword === 'false' && inner.length === 0) return unknownInput(taken, name)
  const place = inner.length === 0 ? '' : ` (${printable(inner.join('.'))})`
  const hidden = propertiesOf(schema)[name]?.writeOnly === true
  const {found, want} = {...foundAndWanted(values, each), ...inWords(each)}
  const shown = hidden ? 'a value that is not shown' : found
  const given = valueAt(values, each.path)
  const about = {name: nameOf(schema, name) + place, found: shown, want, command}
  return notThere('input_wrong', about, String(given), hidden ? [] : allowed(given, each))
}

/** What it could have been; a number is near to no other. */
function allowed(given: unknown, {keyword, schema}: Unmet): readonly string[] {
  if (keyword !== 'enum' || typeof given !== 'string') return []
  return (schema['enum'] as readonly unknown[]).filter((value) => typeof value === 'string')
}

/** What whoever wrote the input says of it: an expression says nothing to a person. */
function inWords({keyword, schema}: Unmet): {readonly want?: string} {
  const {description} = schema
  if (keyword !== 'pattern' || schema['x-wants'] !== undefined || typeof description !== 'string') return {}
  return {want: plainLine(description.slice(0, 1).toLowerCase() + description.slice(1), 200)}
}

function unknownInput({schema, command}: Taken, name: string): Problem {
  const near = nearest(name, Object.keys(propertiesOf(schema)))
  const flag = printable(flagOf(name.slice(0, 60)))
  return near === undefined
    ? problem('input_unknown', {name: flag, command})
    : problem('input_mistyped', {name: flag, nearest: nameOf(schema, near), command})
}

function foundAndWanted(document: unknown, each: Unmet) {
  const want = each.keyword === 'false' ? 'nothing' : wanted(each)
  return {found: show(valueAt(document, each.path)), want}
}

/** `--disk-threshold`, or `UNIT` for an argument, as help writes it. */
function nameOf(schema: JsonSchema, name: string): string {
  return propertiesOf(schema)[name]?.['x-cli']?.arg === true ? name.toUpperCase() : printable(flagOf(name))
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, Property>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, Property>>
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document)
}
