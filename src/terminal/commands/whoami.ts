import {line} from '../../text/reader.ts'
import {OwnCommand} from '../own-command.ts'
import {plain} from '../plain.ts'

type WhoAmI = {
  readonly name: string
  readonly roles: readonly string[]
  readonly evidence: string
  readonly permissions: readonly string[]
}

export default class Whoami extends OwnCommand {
  static override readonly tool = 'whoami'
  static override readonly examples = ['parrot whoami', 'parrot whoami --json']

  protected view(output: unknown): string {
    const {name, roles, evidence, permissions} = output as WhoAmI
    const who =
      roles.length === 0
        ? line('line_who_none', {name, evidence})
        : line('line_who', {name, evidence, count: roles.length, roles: roles.join(', ')})
    const may =
      permissions.length === 0
        ? `  ${line('line_may_nothing')}`
        : permissions.map((entry) => `  ${entry}`).join('\n')
    return plain(`${who}\n${line('line_may')}\n${may}`)
  }
}
