import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {dryRun} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

type Output = {
  readonly file: string
  readonly dryRun: boolean
  readonly text?: string
  readonly added?: true
}

export default class ConfigInit extends OwnCommand {
  static override readonly tool = 'config_init'
  static override readonly description =
    'Every key is in it as a comment, with a sentence and its default, and editors that know YAML complete it. A file in YAML that is there gets the keys that it lacks; what it says stays.'
  static override readonly examples = ['parrot config init', 'parrot config init --dry-run']
  static override readonly fields = [dryRun]

  protected view(output: unknown): string {
    const {file, text, added} = output as Output
    return plain(text ?? line(added ? 'line_config_added' : 'line_config_init', {file}))
  }
}
