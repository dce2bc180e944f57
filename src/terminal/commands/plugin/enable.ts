import type {CallResult} from '../../../host/request.ts'
import {confirm} from '../../confirm.ts'
import {HostCommand} from '../../host-command.ts'
import {argument} from '../../own-fields.ts'
import {plain, plainLine} from '../../plain.ts'

/** What the host answers while consent is missing: the digest stands for exactly this plugin asking for exactly this. */
type Wanted = {readonly name: string; readonly permissions: readonly string[]; readonly digest: string}

export default class PluginEnable extends HostCommand {
  static override readonly tool = 'plugin_enable'
  static override examples = ['parrot plugin enable weather', 'parrot plugin enable weather --accept']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'unknown',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('name', 'The name of the plugin'),
    {
      property: 'accept',
      name: 'accept',
      kind: 'boolean',
      description: 'Agree to what it asks for without being asked',
    } as const,
  ]

  override async run(): Promise<void> {
    const first = await this.operate()
    const result = (await this.agreed(first))
      ? await this.operate({accept: (first.output as Wanted).digest})
      : first
    await this.answer(result, {view: (output) => this.view(output)})
  }

  private async agreed({outcome, output}: CallResult): Promise<boolean> {
    if (outcome !== 'needs_approval' || output === undefined || this.json) return false
    const {name, permissions} = output as Wanted
    const asks = permissions.map((permission) => `  ${plainLine(permission)}\n`).join('')
    this.at.err.write(`${plainLine(name)} asks for:\n${asks || '  nothing\n'}`)
    return confirm(`Enable ${plainLine(name)}?`, this.at.err)
  }

  view(output: unknown): string {
    const {name, permissions} = output as Wanted
    return plain([`${name} is enabled. It may:`, ...permissions.map((each) => `  ${each}`)].join('\n'))
  }
}
