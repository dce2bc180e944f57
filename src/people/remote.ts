import type {Catalog, Listed, Plugin} from '../host/plugin.ts'
import type {Parrot} from '../host/parrot.ts'
import {commandsOf} from '../manifest/commands.ts'
import {problem} from '../text/problem.ts'
import {callOver} from './call-over.ts'
import {openLine, type Line} from './line.ts'
import {fault} from './machine.ts'
import type {Hello, ToldPlugin} from './messages.ts'
import {tailOver} from './tail-over.ts'

/**
 * The Parrot that this machine's server is for whoever is at this terminal: the same commands, decided, run and recorded there. What was said
 * in the beginning is for lists and words; what one may do is decided at each call. Rejects with a problem where no server answers.
 */
export async function openRemote(socket: string): Promise<Parrot> {
  const first = await openLine(socket)
  let line = first
  const free = async (): Promise<Line> => {
    // It is closed where nothing was said for long, as in a menu.
    if (!line.open()) line = await openLine(socket)
    return line
  }
  const {hello} = first
  return {
    version: hello.version,
    reading: hello,
    catalog: catalogOf(hello),
    warnings: [...hello.warnings, ...hello.leftOut],
    operator: hello.operator,
    call: async (request) => callOver(await free(), request),
    may: (_by, tool) => hello.standing[tool] ?? nothing(tool),
    sees: (_by, tool) => Object.hasOwn(hello.standing, tool),
    tail: (_by, filter, signal) => tailOver(free, filter, signal),
    folders: [],
    refused: [],
    reloads: {taken: 0, refused: 0, takenAt: null},
    close: async () => line.close(),
    ...elsewhere,
    get agent() {
      return no()
    },
  }
}

/** Nothing that is not there may be run. */
function nothing(tool: string) {
  const because = {effect: 'deny', permission: `plugin:run:${tool}`} as const
  return {effect: 'deny', because, decisions: [because]} as const
}

function catalogOf({plugins, leftOut}: Hello): Catalog {
  const all = plugins.map(pluginOf)
  const commands = all.flatMap((plugin) =>
    plugin.commands.map((command): [string, {plugin: Plugin; command: Listed}] => [
      command.tool,
      {plugin, command},
    ]),
  )
  return {
    plugins: new Map(all.map((plugin) => [plugin.name, plugin])),
    commands: new Map(commands),
    problems: leftOut,
  }
}

function pluginOf({manifest, ...told}: ToldPlugin): Plugin {
  const load: Plugin['load'] = () =>
    'problem' in manifest ? manifest : {manifest, commands: commandsOf(manifest)}
  return {...told, dir: '', stamp: '', load}
}

/** What no terminal does where there is a server for it. */
const elsewhere = {
  agentFor: no,
  personFor: no,
  keyHolder: no,
  refuseKey: no,
  noteClient: no,
  remedies: no,
  clock: no,
  reload: no,
  follow: no,
  keepUp: no,
  delivery: no,
}

function no(): never {
  throw fault(problem('people_elsewhere'))
}
