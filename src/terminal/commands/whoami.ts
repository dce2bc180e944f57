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
    const known = roles.length === 0 ? 'no role' : `role${roles.length === 1 ? '' : 's'} ${roles.join(', ')}`
    const may = permissions.length === 0 ? '  nothing' : permissions.map((entry) => `  ${entry}`).join('\n')
    return plain(`${name} (${evidence}), ${known}\nmay:\n${may}`)
  }
}
