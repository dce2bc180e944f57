import type {CommandFields, Manifest} from './manifest.ts'
import {argumentOf} from './names.ts'
import {variablesOf} from './template.ts'
import {commandPlaces, wrong, type Path, type Wrong} from './wrong.ts'

type Command = Partial<CommandFields>
type Properties = Readonly<Record<string, {readonly type?: unknown; readonly 'x-mcp-name'?: string}>>

/** What speaks MCP is a program; what serves something only reads, and its inputs are what a client can say there. */
export function mcpRules(manifest: Manifest): Wrong[] {
  return commandPlaces(manifest).flatMap(([place, command]) => [
    ...speaking(place, command),
    ...(command.serves === undefined ? [] : serving(place, command, manifest.name)),
  ])
}

function speaking(place: Path, {speaks, serves, task, entrypoint}: Command): Wrong[] {
  const path = [...place, 'entrypoint']
  if ((speaks ?? serves) !== undefined && typeof entrypoint === 'object')
    return [wrong(path, entrypoint, 'the path of a program: workflows and builtins do not speak MCP')]
  if (task === 'after_input' && speaks === undefined)
    return [wrong([...place, 'task'], task, '"optional" or "needed": only what speaks MCP asks for input')]
  return []
}

function serving(place: Path, command: Command, plugin: string): Wrong[] {
  const {serves, annotations, output, task} = command
  const at = (field: string) => [...place, field]
  return [
    ...argumentNames(place, command),
    ...(annotations?.readOnly === true
      ? []
      : [wrong(at('serves'), serves, '"annotations": {"readOnly": true} beside it')]),
    ...(output === undefined ? [] : [wrong(at('output'), output, 'nothing beside "serves"')]),
    ...(task === undefined ? [] : [wrong(at('task'), task, 'nothing beside "serves"')]),
    ...(serves === undefined || 'prompt' in serves
      ? texts(place, propertiesOf(command))
      : resource(place, command, serves.resource, plugin)),
  ]
}

/** A scheme of the plugin's own: it can neither take another's address nor look like a file or a web page. */
function resource(place: Path, command: Command, address: string, plugin: string): Wrong[] {
  const path = [...place, 'serves', 'resource']
  const scheme = plugin.replaceAll('_', '-')
  const variables = variablesOf(address)
  if (!address.startsWith(`${scheme}://`) || variables === undefined)
    return [wrong(path, address, `"${scheme}://" and a path, in which {name} stands for an input`)]
  const properties = propertiesOf(command)
  const unknown = variables.filter((name) => !Object.hasOwn(properties, name))
  const required = (command.input?.['required'] ?? []) as readonly string[]
  const left = required.filter((name) => !variables.includes(name))
  return [
    ...unknown.map((name) => wrong(path, name, 'the name of an input')),
    ...left.map((name) => wrong([...place, 'input', 'required'], name, `{${name}} in the address`)),
    ...texts(
      place,
      Object.fromEntries(Object.entries(properties).filter(([name]) => variables.includes(name))),
    ),
  ]
}

/** Two arguments of one name would be one. */
function argumentNames(place: Path, command: Command): Wrong[] {
  const names = Object.entries(propertiesOf(command)).map(([name, property]) => argumentOf(name, property))
  return names
    .filter((name, index) => names.indexOf(name) < index)
    .map((name) => wrong([...place, 'input', 'properties'], name, 'each name of an argument once'))
}

/** Addresses and arguments of prompts are made of text. */
function texts(place: Path, properties: Properties): Wrong[] {
  return Object.entries(properties)
    .filter(([, {type}]) => type !== 'string')
    .map(([name, {type}]) => wrong([...place, 'input', 'properties', name, 'type'], type, '"string"'))
}

function propertiesOf({input}: Command): Properties {
  return (input?.['properties'] ?? {}) as Properties
}
