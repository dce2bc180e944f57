import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class KeyRevoke extends OwnCommand {
  static override readonly tool = 'key_revoke'
  static override readonly description = 'Sessions that were opened with it end within a second.'
  static override readonly examples = ['parrot key revoke laptop']
  static override readonly fields = [argument('key', 'The name or the id of the key')]

  protected view(output: unknown): string {
    const {name, id} = output as {name: string; id: string}
    return plainLine(line('line_key_revoked', {name, id}))
  }
}
