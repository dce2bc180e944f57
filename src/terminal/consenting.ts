import type {Proposal} from '../host/install/proposal.ts'
import type {CallResult} from '../host/request.ts'
import {problem, type Problem} from '../text/problem.ts'
import {refusedHere} from './answer.ts'
import {callFrom} from './call.ts'
import type {Field} from './fields.ts'
import {OwnCommand} from './own-command.ts'
import {option} from './own-fields.ts'
import {plainLine} from './plain.ts'

/** What `--accept` is, for every command at whose end somebody agrees to what a plugin asks for. */
export const acceptField: Field = option(
  'accept',
  'Agree, where nobody can be asked: the code that is shown with what it asks for',
)

/** A command at whose end somebody may agree to what a plugin asks for. */
export abstract class Consenting extends OwnCommand {
  /** What `--accept` said, once the input was read. */
  protected accepted: string | undefined
  /** The digest of the only files that are agreed to: `--accept` is the same for all that ask for the same. */
  protected files: string | undefined

  /** Everything that was written but `--accept`, which is for later. */
  protected override async input() {
    const input = await super.input()
    if (!('values' in input)) return input
    const {accept, ...values} = input.values
    this.accepted = accept as string | undefined
    return {values}
  }

  /** The end of approving, or undefined where nobody agreed. What is approved is what was shown. */
  protected async agree(proposal: Proposal): Promise<CallResult | undefined> {
    const files = this.files === undefined ? {} : {digest: this.files}
    if (this.accepted !== undefined)
      return this.approve({name: proposal.name, accept: this.accepted, ...files})
    if (this.json || !this.door.interactive()) return undefined
    const {consent} = await import('./consent.ts')
    const {name, accept, digest} = proposal
    return (await consent(proposal, this.door)) ? this.approve({name, accept, digest}) : undefined
  }

  private approve(values: Readonly<Record<string, unknown>>): Promise<CallResult> {
    return callFrom(this.door, {tool: 'plugin_approve', input: async () => ({values})})
  }

  /** Nobody agreed: how to, where nobody could be asked. */
  protected notAgreed({name, accept}: Proposal): CallResult {
    const said = this.wasAsked() ? problem('declined') : this.toAgree({name, accept})
    return refusedHere('plugin_approve', 'invalid_input', said)
  }

  private toAgree(about: {readonly name: string; readonly accept: string}): Problem {
    return this.files === undefined
      ? problem('not_agreed', about)
      : problem('not_agreed_files', {...about, digest: plainLine(this.files, 200)})
  }

  /** Somebody was, and said no. */
  protected wasAsked(): boolean {
    return this.accepted === undefined && !this.json && this.door.interactive()
  }
}
