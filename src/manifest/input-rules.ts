import type {JsonSchema, Manifest} from './manifest.ts'
import {anchorRules, headerRules} from './marks.ts'
import {coreFlags} from './reserved.ts'
import {schemaRules} from './schema-rules.ts'
import {commandPlaces, wrong, type Path, type Wrong} from './wrong.ts'

type Property = Readonly<Record<string, unknown>>
type Cli = {readonly arg?: boolean; readonly short?: string}

const flagTypes = ['string', 'integer', 'number', 'boolean', 'array', 'object']
const argumentTypes = ['string', 'integer', 'number']
const combining = ['anyOf', 'oneOf', 'not', '$ref']

/** `input` and `output` describe objects; each input can be a flag, and the arguments can be told apart. */
export function inputRules(manifest: Manifest): Wrong[] {
  return commandPlaces(manifest).flatMap(([place, {input, output}]) => [
    ...(input === undefined ? [] : inputSchema([...place, 'input'], input)),
    ...(output === undefined ? [] : objectSchema([...place, 'output'], output)),
  ])
}

function objectSchema(path: Path, schema: JsonSchema): Wrong[] {
  const root = schema['type'] === 'object' ? [] : [wrong([...path, 'type'], schema['type'], '"object"')]
  return [...root, ...schemaRules(path, schema), ...anchorRules(path, schema)]
}

function inputSchema(path: Path, schema: JsonSchema): Wrong[] {
  const shape = [...objectSchema(path, schema), ...combined(path, schema)]
  if (shape.length > 0) return shape
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Property>)
  return [
    ...properties.flatMap(([name, property]) => flagOf([...path, 'properties', name], name, property)),
    ...headerRules(path, schema),
    ...unknownRequired(path, schema),
    ...shorts(path, properties),
    ...opposites(path, properties),
    ...order(path, schema, properties),
  ]
}

/** Models are not offered tools whose input is a choice of several shapes at the top. */
function combined(path: Path, schema: JsonSchema): Wrong[] {
  return combining
    .filter((keyword) => schema[keyword] !== undefined)
    .map((keyword) =>
      wrong([...path, keyword], schema[keyword], `nothing: the top of an input schema has no "${keyword}"`),
    )
}

function flagOf(path: Path, name: string, property: unknown): Wrong[] {
  if (!/^(?=.{1,40}$)[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name))
    return [wrong(path, name, 'a snake_case name, which becomes a flag')]
  if (coreFlags.has(name)) return [wrong(path, name, 'a name that is not a flag of every command')]
  const {type, 'x-cli': cli} = (typeof property === 'object' ? property : {}) as Property
  if (!flagTypes.includes(type as string))
    return [wrong([...path, 'type'], type, `one of ${flagTypes.join(', ')}`)]
  return cli === undefined ? [] : cliOf([...path, 'x-cli'], cli, type as string)
}

function cliOf(path: Path, cli: unknown, type: string): Wrong[] {
  if (typeof cli !== 'object' || cli === null || Array.isArray(cli))
    return [wrong(path, cli, 'an object with "arg" or "short"')]
  const {arg, short, ...others} = cli as Cli & Record<string, unknown>
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return [wrong([...path, unknown], unknown, '"arg" or "short"')]
  if (arg !== undefined && typeof arg !== 'boolean') return [wrong([...path, 'arg'], arg, 'true or false')]
  if (arg && !argumentTypes.includes(type))
    return [wrong([...path, 'arg'], arg, `nothing: an argument is a ${argumentTypes.join(', ')}`)]
  if (short === undefined || (!arg && /^[a-gi-zA-Z]$/.test(short))) return []
  return [wrong([...path, 'short'], short, arg ? 'nothing: an argument has no flag' : 'one letter, not h')]
}

function unknownRequired(path: Path, {required = [], properties = {}}: JsonSchema): Wrong[] {
  return (required as readonly string[])
    .map((name, index) => [name, index] as const)
    .filter(([name]) => !Object.hasOwn(properties as object, name))
    .map(([name, index]) => wrong([...path, 'required', index], name, 'the name of one of "properties"'))
}

function shorts(path: Path, properties: readonly (readonly [string, Property])[]): Wrong[] {
  const letters = properties.map(([, property]) => cliIn(property).short)
  return properties
    .filter((_, index) => letters[index] !== undefined && letters.indexOf(letters[index]) < index)
    .map(([name, property]) =>
      wrong([...path, 'properties', name, 'x-cli', 'short'], cliIn(property).short, 'a letter of its own'),
    )
}

/** What is on by itself is switched off by `--no-…`. */
function opposites(path: Path, properties: readonly (readonly [string, Property])[]): Wrong[] {
  const names = new Set(properties.map(([name]) => name))
  return properties
    .filter(([name]) => name.startsWith('no_') && names.has(name.slice(3)))
    .map(([name]) =>
      wrong([...path, 'properties', name], name, `a name that is not the opposite of "${name.slice(3)}"`),
    )
}

/** An argument that may be left out cannot stand before one that may not. */
function order(
  path: Path,
  {required = []}: JsonSchema,
  properties: readonly (readonly [string, Property])[],
): Wrong[] {
  const needed = required as readonly string[]
  const names = properties.filter(([, property]) => cliIn(property).arg).map(([name]) => name)
  const last = names.findLastIndex((name) => needed.includes(name))
  return names
    .filter((name, index) => index < last && !needed.includes(name))
    .map((name) =>
      wrong(
        [...path, 'properties', name, 'x-cli', 'arg'],
        name,
        'optional arguments after the required ones',
      ),
    )
}

const cliIn = (property: Property) => (property['x-cli'] ?? {}) as Cli
