import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'

export type Role = {
  readonly name: string
  readonly description?: string
  readonly extends?: readonly string[]
  readonly permissions: readonly string[]
  readonly users: readonly string[]
}

export default class RoleList extends OwnCommand {
  static override readonly tool = 'role_list'
  static override readonly examples = ['parrot role list', 'parrot role list --json']

  protected view(output: unknown, look: Look): string {
    const {roles} = output as {roles: readonly Role[]}
    const rows = roles.map(({name, users, permissions}) => [
      name,
      users.join(', ') || '-',
      permissions.join(', '),
    ])
    return grid(['ROLE', 'USERS', 'PERMISSIONS'], rows, look)
  }
}
