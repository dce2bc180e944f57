import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'
import type {Key} from './list.ts'

export default class KeyImport extends OwnCommand {
  static override readonly tool = 'key_import'
  static override readonly description =
    'Takes the key of a user whose row has an api_key_hash, as the scripts wrote it (bcrypt or SHA-256). The key goes on as it is; from now on it is kept as other keys are, and the row keeps no hash of it.'
  static override readonly examples = ['parrot key import pi --key-file ~/pi.key']
  static override readonly fields = [
    argument('user', 'The user whose key it is'),
    {...option('keyFile', 'A file of your own with that key'), name: 'key-file', required: true},
  ]

  protected view(output: unknown): string {
    const {name, id, roles} = output as Key
    return plainLine(line('line_key_imported', {name, id, roles: roles.join(', ')}))
  }
}
