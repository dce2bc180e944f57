import {localTime} from '../../../text/local-time.ts'
import {line} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'

type Kept = {
  readonly number: number
  readonly at: string
  readonly by: string
  readonly why: string
  readonly name: string
  readonly bytes: number
  readonly current: boolean
}

export default class ConfigHistory extends OwnCommand {
  static override readonly tool = 'config_history'
  static override readonly description =
    'The last 20 that were good, newest first; * is in place. One is kept with each change by parrot config init, set, unset, edit and rollback; what an editor wrote is kept by parrot config check, or when the next change replaces it. It works also while the configuration is broken.'
  static override readonly examples = ['parrot config history']

  protected view(output: unknown, look: Look): string {
    const {kept} = output as {readonly kept: readonly Kept[]}
    if (kept.length === 0) return line('line_config_none_kept')
    const rows = kept.map(({number, at, by, why, name, bytes, current}) => [
      `${number}${current ? ' *' : ''}`,
      localTime(at),
      by,
      why,
      name,
      `${bytes}`,
    ])
    return grid(['NUMBER', 'WHEN', 'BY', 'WHY', 'FILE', 'BYTES'], rows, look)
  }
}
