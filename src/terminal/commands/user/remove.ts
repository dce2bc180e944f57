import {HostCommand} from '../../host-command.ts'
import {argument} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

export default class UserRemove extends HostCommand {
  static override readonly tool = 'user_remove'
  static override examples = ['parrot user remove bob']
  static override readonly fields = [argument('user', 'The name of the user')]

  view(output: unknown): string {
    return plain(`${(output as {name: string}).name} is removed.`)
  }
}
