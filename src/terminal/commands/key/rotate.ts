import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {keyText} from './create.ts'
import type {Key} from './list.ts'

export default class KeyRotate extends OwnCommand {
  static override readonly tool = 'key_rotate'
  static override readonly description =
    'The new key is shown this once; the old one is worth nothing from then on, and sessions that were opened with it end.'
  static override readonly examples = ['parrot key rotate laptop']
  static override readonly fields = [argument('key', 'The name or the id of the key')]

  protected view(output: unknown): string {
    return keyText(output as Key & {readonly key: string})
  }
}
