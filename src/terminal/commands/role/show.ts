import {line} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'
import {wrapped} from '../../table/width.ts'
import type {Role} from './list.ts'

export default class RoleShow extends OwnCommand {
  static override readonly tool = 'role_show'
  static override readonly examples = ['parrot role show operator']
  static override readonly fields = [argument('role', 'The name of the role')]

  protected view(output: unknown, {room}: Look): string {
    const {name, description, extends: parents = [], permissions, users} = output as Role
    return [
      description === undefined ? name : `${name}: ${description}`,
      ...permissions.map((permission) => `  ${permission}`),
      ...(parents.length === 0 ? [] : [line('line_role_extends', {roles: parents.join(', ')})]),
      line('line_role_users', {users: users.join(', ') || line('line_none')}),
    ]
      .flatMap((text) => plain(text).split('\n'))
      .flatMap((text) => wrapped(text, room))
      .join('\n')
  }
}
