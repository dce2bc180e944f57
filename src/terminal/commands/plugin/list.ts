import {line, saysHere, status} from '../../../text/reader.ts'
import type {Problem} from '../../../text/problem.ts'
import {problemJson} from '../../answer-json.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {plainLine} from '../../plain.ts'
import {grid} from '../../grid.ts'

type Row = {
  readonly name: string
  readonly version: string
  readonly state: string
  readonly origin: string
  readonly source: string | null
  readonly signed: string
  readonly risk: string
  readonly waiting: string | null
  readonly commands: readonly string[]
}

type Output = {readonly plugins: readonly Row[]; readonly problems: readonly Problem[]}

export default class PluginList extends OwnCommand {
  static override readonly tool = 'plugin_list'
  static override readonly examples = ['parrot plugin list', 'parrot plugin list --json']

  protected override document(output: unknown) {
    const {plugins, problems} = output as Output
    return {plugins, problems: problems.map(problemJson)}
  }

  protected view(output: unknown, look: Look): string {
    const {plugins, problems} = output as Output
    const rows = plugins.map(({name, version, state, origin, source, signed, risk, waiting, commands}) => [
      name,
      version,
      waiting === null
        ? status(state.replaceAll('_', ' '))
        : line('line_plugin_state_waits', {state: status(state), version: waiting}),
      status(risk),
      status(signed),
      source ?? status(origin),
      commands.join(' '),
    ])
    const left = problems.map(
      (problem) => `${look.paint('yellow', line('line_left_out'))} ${plainLine(saysHere(problem))}`,
    )
    return [
      grid(['PLUGIN', 'VERSION', 'STATE', 'RISK', 'SIGNED', 'FROM', 'COMMANDS'], rows, look),
      ...left,
    ].join('\n')
  }
}
