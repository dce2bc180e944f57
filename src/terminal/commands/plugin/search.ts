import {line, saysHere} from '../../../text/reader.ts'
import type {Problem} from '../../../text/problem.ts'
import {problemJson} from '../../answer-json.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

type Found = {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly index: string
  readonly install: string
}

type Output = {readonly plugins: readonly Found[]; readonly problems: readonly Problem[]}

const labelWidth = 26

export default class PluginSearch extends OwnCommand {
  static override readonly tool = 'plugin_search'
  static override readonly description =
    'Looks for plugins in the indexes under install.indexes in the configuration. An index only helps to find: what it says is not checked, and gives no plugin anything.'
  static override readonly examples = [
    'parrot plugin search weather',
    'parrot plugin search home mqtt --index ./index.json',
    "parrot plugin search --json | jq -r '.output.plugins[].install'",
  ]
  static override readonly exits = [
    'ok',
    'failed',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('words', 'Words that all have to be found', {many: true, required: false}),
    option('index', 'A file or an address to look in instead; may be given more than once', {many: true}),
  ]

  protected override document(output: unknown) {
    const {plugins, problems} = output as Output
    return {plugins, problems: problems.map(problemJson)}
  }

  protected view(output: unknown, look: Look): string {
    const {plugins, problems} = output as Output
    const left = problems.map(
      (problem) => `${look.paint('yellow', line('line_left_out'))} ${plainLine(saysHere(problem))}`,
    )
    return [plugins.length === 0 ? line('line_found_none') : list(plugins, look), ...left].join('\n')
  }
}

/** The lines to install are not cut, however narrow the page: they are there to be copied. */
function list(plugins: readonly Found[], look: Look): string {
  const rows = plugins.map(({name, version, index, description}) => [
    name,
    version,
    label(index),
    description,
  ])
  return [
    grid(['PLUGIN', 'VERSION', 'INDEX', 'DESCRIPTION'], rows, look),
    '',
    look.paint('dim', line('line_plugin_search')),
    ...plugins.map(({install}) => `  ${plainLine(install, 2000)}`),
  ].join('\n')
}

/** The end of an address tells more than its beginning. */
function label(index: string): string {
  const short = index.replace(/^https?:\/\//, '')
  return short.length <= labelWidth ? short : `…${short.slice(1 - labelWidth)}`
}
