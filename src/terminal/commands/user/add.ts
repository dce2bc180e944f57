import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import type {User} from './list.ts'
import {userText} from './show.ts'

export default class UserAdd extends OwnCommand {
  static override readonly tool = 'user_add'
  static override readonly examples = [
    'parrot user add bob --role operator --uid 1001',
    'parrot user add ci --role viewer',
  ]
  static override readonly fields = [
    argument('user', 'The name of the new user'),
    {...option('roles', 'A role to give; may be repeated', {many: true, required: true}), name: 'role'},
    option('uid', 'The uid it has on this machine', {kind: 'integer', minimum: 0}),
    option('os', 'The account it has on this machine'),
  ]

  protected view(output: unknown): string {
    return userText(output as User)
  }
}
