import {line} from '../../../text/reader.ts'
import type {ConfigRows} from '../../../host/config/rows.ts'
import {configTable, variablesTable} from '../../config-table.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {plainLine} from '../../plain.ts'

export default class ConfigShow extends OwnCommand {
  static override readonly tool = 'config_show'
  static override readonly description =
    'Settings of plugins are listed where somebody set them; parrot plugin config NAME has them all. A secret is never shown.'
  static override readonly examples = ['parrot config show', 'parrot config show --origin']
  static override readonly fields = [
    {
      property: 'origin',
      name: 'origin',
      kind: 'boolean',
      description: 'Say where each value comes from: a file and its line, config.env, or a variable',
    } as const,
  ]

  private origin = false

  /** How it is shown is this door's matter. */
  protected override async input() {
    const input = await super.input()
    if (!('values' in input)) return input
    this.origin = input.values['origin'] === true
    return {values: {}}
  }

  protected view(output: unknown, look: Look): string {
    const {rows, variables, files} = output as ConfigRows
    return [
      configTable(rows, look, this.origin),
      ...(variables.length > 0 ? ['', variablesTable(variables, look)] : []),
      ...(this.origin
        ? ['', files.length === 0 ? line('line_config_no_files') : line('line_config_files')]
        : []),
      ...(this.origin ? files.map((file) => `  ${plainLine(file)}`) : []),
    ].join('\n')
  }
}
