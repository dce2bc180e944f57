import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class UserRemove extends OwnCommand {
  static override readonly tool = 'user_remove'
  static override readonly examples = ['parrot user remove bob']
  static override readonly fields = [argument('user', 'The name of the user')]

  protected view(output: unknown): string {
    return plain(line('line_user_gone', {name: (output as {name: string}).name}))
  }
}
