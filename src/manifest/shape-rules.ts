import type {Manifest} from './manifest.ts'
import {splitDependency} from './names.ts'
import {coreWords} from './reserved.ts'
import {isWorkflow} from './workflow-output.ts'
import {commandPlaces, wrong, type Path, type Wrong} from './wrong.ts'

const ofOneCommand = [
  'entrypoint',
  'permissions',
  'input',
  'output',
  'annotations',
  'limits',
  'dryRun',
  'lock',
  'examples',
  'speaks',
  'serves',
  'task',
] as const

/** A plugin is one command or holds `commands`; its names collide with nothing of Parrot's; a builtin is Parrot's own. */
export function shapeRules(manifest: Manifest, shipped: boolean): Wrong[] {
  return [
    ...(manifest.commands === undefined ? onlyCommand(manifest) : severalCommands(manifest)),
    ...(shipped ? [] : strangersNames(manifest)),
    ...toolNames(manifest),
    ...bareArguments(manifest),
    ...dependencies(manifest),
    ...workflows(manifest),
  ]
}

function onlyCommand(manifest: Manifest): Wrong[] {
  return [
    ...(manifest.entrypoint === undefined
      ? [wrong(['entrypoint'], undefined, 'an entrypoint, or "commands"')]
      : []),
    ...(manifest.permissions === undefined
      ? [wrong(['permissions'], undefined, 'a list, which may be empty')]
      : []),
  ]
}

function severalCommands(manifest: Manifest): Wrong[] {
  const beside = ofOneCommand
    .filter((field) => manifest[field] !== undefined)
    .map((field) => wrong([field], manifest[field], 'nothing: each of "commands" has its own'))
  const none = Object.keys(manifest.commands ?? {}).length === 0
  return none ? [...beside, wrong(['commands'], manifest.commands, 'at least one command')] : beside
}

function strangersNames(manifest: Manifest): Wrong[] {
  const taken = coreWords.has(manifest.name)
    ? [wrong(['name'], manifest.name, "a name that is not one of Parrot's own commands")]
    : []
  const builtins = commandPlaces(manifest)
    .filter(([, {entrypoint}]) => typeof entrypoint === 'object' && 'builtin' in entrypoint)
    .map(([path]) =>
      wrong(
        [...path, 'entrypoint'],
        'builtin',
        'a file or a workflow: builtins are for plugins shipped with Parrot',
      ),
    )
  return [...taken, ...builtins]
}

/** The command that is called like its plugin takes no arguments by place: a word after it is another command. */
function bareArguments({name, commands = {}}: Manifest): Wrong[] {
  const properties = (commands[name]?.input?.['properties'] ?? {}) as Readonly<Record<string, Property>>
  return Object.entries(properties)
    .filter(([, property]) => property['x-cli']?.arg === true)
    .map(([key]) =>
      wrong(
        ['commands', name, 'input', 'properties', key, 'x-cli', 'arg'],
        true,
        `nothing: a word after "parrot ${name}" is one of its commands`,
      ),
    )
}

type Property = {readonly 'x-cli'?: {readonly arg?: unknown}}

/** Tool names are limited to 64 characters by MCP clients. */
function toolNames({name, commands = {}}: Manifest): Wrong[] {
  return Object.keys(commands)
    .filter((command) => `${name}_${command}`.length > 64)
    .map((command) =>
      wrong(
        ['commands', command],
        command,
        `a shorter name: "${name}_${command}" has more than 64 characters`,
      ),
    )
}

function dependencies({name, dependencies = []}: Manifest): Wrong[] {
  const names = dependencies.map((text) => splitDependency(text).name)
  return names.flatMap((dependency, index) => {
    const path: Path = ['dependencies', index]
    if (dependency === name) return [wrong(path, dependencies[index], 'another plugin than this one')]
    return names.indexOf(dependency) < index ? [wrong(path, dependencies[index], 'each plugin once')] : []
  })
}

/** What a workflow answers, how it is tried dry and how it goes on are Parrot's own. */
function workflows(manifest: Manifest): Wrong[] {
  return commandPlaces(manifest)
    .filter(([, {entrypoint}]) => isWorkflow(entrypoint))
    .flatMap(([path, {output, input}]) => {
      const resume = ((input?.['properties'] ?? {}) as {readonly resume?: unknown}).resume
      return [
        ...(output === undefined
          ? []
          : [wrong([...path, 'output'], output, "nothing: a workflow's result is Parrot's own")]),
        ...(resume === undefined
          ? []
          : [
              wrong(
                [...path, 'input', 'properties', 'resume'],
                resume,
                'another name: every workflow has --resume',
              ),
            ]),
      ]
    })
}
