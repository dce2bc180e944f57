import {line} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'

export type User = {
  readonly name: string
  readonly roles: readonly string[]
  readonly uid?: number
  /** The name of an account of the operating system. */
  readonly os?: string
}

export default class UserList extends OwnCommand {
  static override readonly tool = 'user_list'
  static override readonly examples = ['parrot user list', 'parrot user list --json']

  protected view(output: unknown, look: Look): string {
    const {users} = output as {users: readonly User[]}
    if (users.length === 0) return line('line_user_none')
    return grid(['USER', 'UID', 'ACCOUNT', 'ROLES'], users.map(userRow), look)
  }
}

const userRow = ({name, uid, os, roles}: User) => [name, `${uid ?? '-'}`, os ?? '-', roles.join(', ') || '-']
