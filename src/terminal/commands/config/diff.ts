import {line} from '../../../text/reader.ts'
import type {ConfigRow} from '../../../host/config/rows.ts'
import {diffLines} from '../../config-table.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'

export default class ConfigDiff extends OwnCommand {
  static override readonly tool = 'config_diff'
  static override readonly examples = ['parrot config diff']

  protected view(output: unknown, look: Look): string {
    const {rows} = output as {readonly rows: readonly ConfigRow[]}
    return rows.length === 0 ? line('line_config_default') : diffLines(rows, look)
  }
}
