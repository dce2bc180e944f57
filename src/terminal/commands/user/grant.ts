import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import type {User} from './list.ts'
import {userText} from './show.ts'

export default class UserGrant extends OwnCommand {
  static override readonly tool = 'user_grant'
  static override readonly examples = ['parrot user grant bob operator']
  static override readonly fields = [
    argument('user', 'The name of the user'),
    argument('role', 'The name of the role'),
  ]

  protected view(output: unknown): string {
    return userText(output as User)
  }
}
