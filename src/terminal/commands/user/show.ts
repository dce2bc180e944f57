import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'
import type {User} from './list.ts'

export default class UserShow extends OwnCommand {
  static override readonly tool = 'user_show'
  static override readonly examples = ['parrot user show bob']
  static override readonly fields = [argument('user', 'The name of the user')]

  protected view(output: unknown): string {
    return userText(output as User)
  }
}

/** A user in a few lines. */
export function userText({name, uid, os, roles}: User): string {
  const lines = [name, `  ${line('line_user_roles', {roles: roles.join(', ') || line('line_none')})}`]
  if (uid !== undefined) lines.push(`  ${line('line_user_uid', {uid})}`)
  if (os !== undefined) lines.push(`  ${line('line_user_account', {os})}`)
  return plain(lines.join('\n'))
}
