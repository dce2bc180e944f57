import {localTime} from '../../../text/local-time.ts'
import {line} from '../../../text/reader.ts'
import type {Key} from './list.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class KeyCreate extends OwnCommand {
  static override readonly tool = 'key_create'
  static override readonly description =
    'The key is shown this once. It has the role "agent" unless others are named, and never more rights than you have, or the user it is for.'
  static override readonly examples = [
    'parrot key create laptop',
    'parrot key create ci --role viewer --ttl 30d',
    'parrot key create box --from 192.0.2.0/24 --from ::1',
    'parrot key create bot --user bob --json | jq -r .output.key >bot.key',
  ]
  static override readonly fields = [
    argument('name', 'What the key is called in lists and records'),
    {...option('roles', 'A role it has; may be repeated', {many: true}), name: 'role'},
    option('ttl', 'How long it is good for: 12h, 30d, 8w'),
    {
      ...option('from', 'An address or network it may be used from; may be repeated', {many: true}),
      name: 'from',
    },
    option('user', 'The user whose rights it never exceeds; you, where nobody is named'),
  ]

  protected view(output: unknown): string {
    return keyText(output as Key & {readonly key: string})
  }
}

/** The key on a line of its own, then what it is. */
export function keyText({key, id, name, roles, expires, from}: Key & {readonly key: string}): string {
  const of = {name, id, roles: roles.join(', ')}
  const about =
    expires === undefined
      ? line('line_key_forever', of)
      : line('line_key_until', {...of, expires: localTime(expires)})
  const only = from === undefined ? '' : ` ${line('line_key_from', {from: from.join(', ')})}`
  return `${plainLine(key)}\n${plainLine(about + only)}`
}
