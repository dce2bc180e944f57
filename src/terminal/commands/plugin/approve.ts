import {line} from '../../../text/reader.ts'
import type {Proposal} from '../../../host/install/proposal.ts'
import {callFrom} from '../../call.ts'
import {asks, may} from '../../consent.ts'
import {acceptField, Consenting} from '../../consenting.ts'
import type {Look} from '../../door.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class PluginApprove extends Consenting {
  static override readonly tool: string = 'plugin_approve'
  static override readonly description: string =
    'Approving is to agree to what a plugin asks for, and to these very files, which switches it on; enable and disable are the switch alone. Where an update waits, it is the update.'
  static override readonly examples: readonly string[] = [
    'parrot plugin approve weather',
    'parrot plugin approve weather --accept 0f3a…',
    'parrot plugin approve weather --accept 0f3a… --digest sha512-…',
  ]
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
    acceptField,
    option('digest', 'The only files that will do, as plugin inspect names them'),
  ]

  override async run(): Promise<void> {
    const proposed = await callFrom(this.door, {tool: 'plugin_propose', input: () => this.proposed()})
    if (proposed.outcome !== 'ok') return this.answer(proposed)
    const proposal = proposed.output as Proposal
    const approved = await this.agree(proposal)
    if (approved !== undefined) return this.answer(approved)
    if (!this.json && !this.door.interactive()) this.door.err.write(`${asks(proposal, this.door.err)}\n`)
    await this.answer(this.notAgreed(proposal))
  }

  private async proposed() {
    const input = await this.input()
    if (!('values' in input) || this.files === undefined) return input
    return {values: {...input.values, digest: this.files}}
  }

  protected override async input() {
    const input = await super.input()
    if (!('values' in input)) return input
    const {digest, ...values} = input.values
    this.files = digest as string | undefined
    return {values}
  }

  protected view(output: unknown, look: Look): string {
    const proposal = output as Proposal
    return [line('line_plugin_enabled_it', {name: plainLine(proposal.name)}), ...may(proposal, look)].join(
      '\n',
    )
  }
}
