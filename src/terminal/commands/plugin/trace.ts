import {line, retold} from '../../../text/reader.ts'
import {problem} from '../../../text/problem.ts'
import type {Report} from '../../../host/trace/report.ts'
import type {Proposed} from '../../../host/trace/proposed.ts'
import {refusedHere} from '../../answer.ts'
import {callFrom} from '../../call.ts'
import {hasFlag} from '../../common-flags.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'
import {traceLines} from '../../trace-lines.ts'

export default class PluginTrace extends OwnCommand {
  static override readonly tool = 'plugin_trace'
  static override readonly description =
    'Runs a plugin under development in its sandbox, followed by strace, and says which permissions it needs beside those that its manifest declares, as lines for that manifest. It asks before it runs anything. Nothing is written outside of what is declared, and no host is reached. It needs strace 5.9 or newer: apt install strace'
  static override readonly examples = [
    'parrot plugin trace ./weather',
    'parrot plugin trace ./weather --command forecast',
    `parrot plugin trace ./weather --input '{"who": "Oslo"}' --accept --json`,
  ]
  static override readonly exits = [
    'ok',
    'invalid_input',
    'broken',
    'no_sandbox',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly meanings = {
    ok: 'it was run, and what it needs is said, also where it failed or lacks much',
  }
  static override readonly fields = [
    argument('folder', 'The folder of the plugin, with its manifest.json'),
    option('command', 'Which of its commands, where it has several'),
    option('input', 'Its input, as a JSON object; another input may need more', {kind: 'json'}),
    {
      property: 'accept',
      name: 'accept',
      kind: 'boolean',
      description: 'Agree beforehand that its code is run; else you are asked',
    } as const,
  ]

  /** What was shown, so that nothing else is run. */
  private digest: string | undefined

  override async run(): Promise<void> {
    if (hasFlag(this.argv, 'accept')) return super.run()
    const proposal = await callFrom(this.door, {tool: 'plugin_trace_propose', input: () => this.about()})
    if (proposal.outcome !== 'ok') return this.answer(proposal, {view: () => ''})
    if (await this.agreed(proposal.output as Proposed)) return super.run()
    const refused = refusedHere('plugin_trace', 'invalid_input', problem('trace_not_agreed'))
    return this.answer(refused, {view: () => ''})
  }

  private async agreed({name, digest, words}: Proposed): Promise<boolean> {
    this.digest = digest
    const {confirm} = await import('../../confirm.ts')
    const lines = words.map((word) => `  ${plainLine(retold(word), 2000)}\n`).join('')
    this.door.err.write(`${line('consent_trace', {name: plainLine(name)})}\n${lines}`)
    return confirm(line('ask_run'), this.door)
  }

  /** What it is called with is for the run alone. */
  private async about() {
    const given = await this.input()
    if (!('values' in given)) return given
    const {input: _, ...values} = given.values
    return {values}
  }

  protected override async input() {
    const given = await super.input()
    if (!('values' in given)) return given
    const {accept: _, ...values} = given.values
    return {values: this.digest === undefined ? values : {...values, digest: this.digest}}
  }

  protected view(output: unknown, look: Look): string {
    return traceLines(output as Report, look)
  }
}
