import {refusedHere} from '../answer.ts'
import {CallCommand} from '../call-command.ts'
import {argument} from '../own-fields.ts'
import {problem} from '../../text/problem.ts'

/** Only reached without a plugin: with one, the route leads to the plugin's own command. */
export default class Run extends CallCommand {
  static override description =
    'parrot run NAME is the same as parrot NAME, and never one of the commands of Parrot itself.'
  static override examples = ['parrot run hello', 'parrot run health_check --json']
  static override readonly fields = [argument('plugin', 'The plugin, and its command if it has several')]

  async run(): Promise<void> {
    const result = refusedHere(
      'run',
      'invalid_input',
      problem('argument_missing', {name: 'PLUGIN', command: 'run'}),
    )
    await this.answer(result, {view: () => ''})
  }
}
