import {localTime} from '../../../text/local-time.ts'
import {line, status} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'

export type Key = {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly owner: {readonly user: string} | {readonly account: string}
  readonly created: string
  readonly expires?: string
  readonly state: string
  readonly from?: readonly string[]
}

export default class KeyList extends OwnCommand {
  static override readonly tool = 'key_list'
  static override readonly examples = ['parrot key list', 'parrot key list --json']

  protected view(output: unknown, look: Look): string {
    const {keys} = output as {keys: readonly Key[]}
    if (keys.length === 0) return line('line_key_none')
    return grid(['KEY', 'ID', 'STATE', 'OWNER', 'ROLES', 'EXPIRES', 'FROM'], keys.map(row), look)
  }
}

function row({name, id, state, owner, roles, expires, from}: Key): string[] {
  const whose = 'user' in owner ? owner.user : owner.account
  return [
    name,
    id,
    status(state),
    whose,
    roles.join(', '),
    expires === undefined ? line('line_never') : localTime(expires),
    from?.join(', ') ?? line('line_anywhere'),
  ]
}
