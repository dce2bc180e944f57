import {everyOutcome} from '../../outcomes.ts'
import {problem} from '../../text/problem.ts'
import {refusedHere} from '../answer.ts'
import {OwnCommand} from '../own-command.ts'
import {argument} from '../own-fields.ts'

/** Only reached without a plugin: with one, the route leads to the plugin's own command. */
export default class Run extends OwnCommand {
  static override readonly description =
    'parrot run NAME is the same as parrot NAME, and never one of the commands of Parrot itself.'
  static override readonly examples = ['parrot run hello', 'parrot run health_check --json']
  static override readonly exits = everyOutcome
  static override readonly fields = [
    argument('plugin', 'The plugin, and its command if it has several'),
    argument('inputs', 'What the plugin takes; see: parrot run PLUGIN --help', {required: false, many: true}),
  ]

  override async run(): Promise<void> {
    const missing = problem('argument_missing', {name: 'PLUGIN', command: 'run'})
    await this.answer(refusedHere('run', 'invalid_input', missing))
  }

  protected view(): string {
    return ''
  }
}
