import {problem} from '../../../text/problem.ts'
import {refusedHere} from '../../answer.ts'
import {callFrom} from '../../call.ts'
import {hasFlag} from '../../common-flags.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain, plainLine} from '../../plain.ts'

type Proposal = {readonly name: string; readonly digest: string; readonly words: readonly string[]}
type Enabled = {readonly name: string; readonly words: readonly string[]}

export default class PluginEnable extends OwnCommand {
  static override readonly tool = 'plugin_enable'
  static override readonly description =
    'Says what the plugin asks for and enables it when you agree: these files, for exactly this.'
  static override readonly examples = ['parrot plugin enable weather', 'parrot plugin enable weather --yes']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('name', 'The name of the plugin'),
    {property: 'yes', name: 'yes', kind: 'boolean', description: 'Agree without being asked'} as const,
  ]

  /** What was shown, so that nothing else is enabled. */
  private digest: string | undefined

  override async run(): Promise<void> {
    if (hasFlag(this.argv, 'yes')) return super.run()
    const proposal = await callFrom(this.door, {tool: 'plugin_propose', input: () => this.input()})
    if (proposal.outcome !== 'ok') return this.answer(proposal)
    if (await this.agreed(proposal.output as Proposal)) return super.run()
    return this.answer(refusedHere('plugin_enable', 'invalid_input', problem('not_agreed')), {view: () => ''})
  }

  private async agreed({name, digest, words}: Proposal): Promise<boolean> {
    this.digest = digest
    const {confirm} = await import('../../confirm.ts')
    const asks = words.map((word) => `  ${plainLine(word)}\n`).join('') || '  nothing\n'
    this.door.err.write(`${plainLine(name)}, once enabled:\n${asks}`)
    return confirm('Enable it?', this.door)
  }

  protected override async input() {
    const input = await super.input()
    if (!('values' in input)) return input
    const {yes: _, ...values} = input.values
    return {values: this.digest === undefined ? values : {...values, digest: this.digest}}
  }

  protected view(output: unknown): string {
    const {name, words} = output as Enabled
    return plain([`${name} is enabled. The plugin:`, ...words.map((each) => `  ${each}`)].join('\n'))
  }
}
