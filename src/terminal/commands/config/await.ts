import {OwnCommand} from '../../own-command.ts'

/** What a change with --commit-confirm leaves behind, in a process of its own. */
export default class ConfigAwait extends OwnCommand {
  static override readonly tool = 'config_await'
  static override readonly examples = ['parrot config await']

  protected view(): string {
    return ''
  }
}
