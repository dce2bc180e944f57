import type {Proposal} from '../../../host/install/proposal.ts'
import {callFrom} from '../../call.ts'
import {asks, may} from '../../consent.ts'
import {acceptField, Consenting} from '../../consenting.ts'
import type {Look} from '../../door.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class PluginApprove extends Consenting {
  static override readonly tool: string = 'plugin_approve'
  static override readonly description: string =
    'Says what the plugin asks for and enables it when you agree: these files, for exactly this. Where an update waits, it is the update.'
  static override readonly examples: readonly string[] = [
    'parrot plugin approve weather',
    'parrot plugin approve weather --accept 0f3a…',
  ]
  static override readonly exits = [
    'ok',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [argument('name', 'The name of the plugin'), acceptField]

  override async run(): Promise<void> {
    const proposed = await callFrom(this.door, {tool: 'plugin_propose', input: () => this.input()})
    if (proposed.outcome !== 'ok') return this.answer(proposed)
    const proposal = proposed.output as Proposal
    const approved = await this.agree(proposal)
    if (approved !== undefined) return this.answer(approved)
    if (!this.json && !this.door.interactive()) this.door.err.write(`${asks(proposal, this.door.err)}\n`)
    await this.answer(this.notAgreed(proposal))
  }

  protected view(output: unknown, look: Look): string {
    const proposal = output as Proposal
    return [`${plainLine(proposal.name)} is enabled. It:`, ...may(proposal, look)].join('\n')
  }
}
