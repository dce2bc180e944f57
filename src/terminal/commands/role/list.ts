import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {HostCommand} from '../../host-command.ts'

export type Role = {
  readonly name: string
  readonly description?: string
  readonly extends?: readonly string[]
  readonly permissions: readonly string[]
  readonly users: readonly string[]
}

export default class RoleList extends HostCommand {
  static override readonly tool = 'role_list'
  static override examples = ['parrot role list', 'parrot role list --json']

  view(output: unknown, look: Look): string {
    const {roles} = output as {roles: readonly Role[]}
    const rows = roles.map(({name, users, permissions}) => [
      name,
      users.join(', ') || '-',
      permissions.join(', '),
    ])
    return grid(['ROLE', 'USERS', 'PERMISSIONS'], rows, look)
  }
}
