import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {HostCommand} from '../../host-command.ts'

export type User = {
  readonly name: string
  readonly roles: readonly string[]
  readonly uid?: number
  readonly created?: string
}

export default class UserList extends HostCommand {
  static override readonly tool = 'user_list'
  static override examples = ['parrot user list', 'parrot user list --json']

  view(output: unknown, look: Look): string {
    const {users} = output as {users: readonly User[]}
    return grid(['USER', 'UID', 'ROLES', 'CREATED'], users.map(userRow), look)
  }
}

/** The cells of one user, in the order of the list's header. */
const userRow = ({name, uid, roles, created}: User) => [
  name,
  `${uid ?? '-'}`,
  roles.join(', ') || '-',
  created ?? '-',
]
