import {line} from '../../../text/reader.ts'
import type {Proposal} from '../../../host/install/proposal.ts'
import {callFrom} from '../../call.ts'
import {asks, may} from '../../consent.ts'
import {acceptField, Consenting} from '../../consenting.ts'
import type {Look} from '../../door.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

type Installed = Proposal & {readonly state: 'enabled' | 'not_enabled'}

export default class PluginInstall extends Consenting {
  static override readonly tool = 'plugin_install'
  static override readonly description =
    'Fetches a plugin and asks whether to approve what it asks for. Nothing of it runs before that, and nothing of it runs to install it.'
  static override readonly examples = [
    'parrot plugin install ./weather',
    'parrot plugin install weather@1.2.0',
    'parrot plugin install ./weather-1.2.0.tgz',
    'parrot plugin install git+https://example.org/weather.git#v1.2.0',
  ]
  static override readonly exits = [
    'ok',
    'failed',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('source', 'A folder, a .tgz, an npm name or a git address'),
    option('digest', 'The only files that will do, as an index names them'),
    acceptField,
  ]

  override async run(): Promise<void> {
    const installed = await callFrom(this.door, {tool: 'plugin_install', input: () => this.input()})
    if (installed.outcome !== 'ok') return this.answer(installed)
    const proposal = installed.output as Proposal
    const approved = proposal.unset.length > 0 ? undefined : await this.agree(proposal)
    const state = approved === undefined ? 'not_enabled' : 'enabled'
    const last = approved ?? installed
    await this.answer(last.outcome === 'ok' ? {...last, output: {...(last.output as Proposal), state}} : last)
  }

  /** What was accepted has to be what it asks for, before anything of it is kept. */
  protected override async input() {
    const input = await super.input()
    if (!('values' in input) || this.accepted === undefined) return input
    return {values: {...input.values, accept: this.accepted}}
  }

  protected view(output: unknown, look: Look): string {
    const installed = output as Installed
    const name = plainLine(installed.name)
    if (installed.state === 'enabled')
      return [
        line('line_plugin_installed', {name, version: installed.version}),
        ...may(installed, look),
      ].join('\n')
    const shown = this.door.interactive() ? [] : [asks(installed, look)]
    const accept = this.door.interactive() ? '' : ` --accept ${installed.accept}`
    const unset = installed.unset.map(
      ({params}) =>
        `${look.paint('cyan', '→')} ${line('line_plugin_set', {command: `parrot plugin config ${name} set ${params['key']} VALUE`})}`,
    )
    const next = [
      ...unset,
      `${look.paint('cyan', '→')} ${line('line_plugin_approve', {command: `parrot plugin approve ${name}${unset.length > 0 ? '' : accept}`})}`,
    ]
    return [line('line_plugin_not_enabled', {name, version: installed.version}), ...shown, ...next].join('\n')
  }
}
