import {inWords} from '../../../rbac/words.ts'
import {parsePermissions} from '../../../rbac/permission.ts'
import {problem} from '../../../text/problem.ts'
import {refusedHere} from '../../answer.ts'
import {hasFlag} from '../../common-flags.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plain, plainLine} from '../../plain.ts'

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

  override async run(): Promise<void> {
    if (await this.agreed()) return super.run()
    return this.answer(refusedHere('plugin_enable', 'invalid_input', problem('not_agreed')), {view: () => ''})
  }

  /** Who may not enable plugins is not asked: the host refuses and records it. */
  private async agreed(): Promise<boolean> {
    const parrot = await this.door.parrot()
    if (hasFlag(this.argv, 'yes') || parrot.may(parrot.operator, 'plugin_enable').effect !== 'allow')
      return true
    const name = this.argv.find((word) => !word.startsWith('-')) ?? ''
    const plugin = parrot.catalog.plugins.get(name)
    const loaded = plugin?.load()
    if (loaded === undefined || 'problem' in loaded) return true
    const permissions = new Set(loaded.commands.flatMap((command) => command.permissions))
    this.door.err.write(`${plainLine(name)} asks for:\n${listed([...permissions])}`)
    const {confirm} = await import('../../confirm.ts')
    return confirm('Enable it?', this.door)
  }

  protected override async input() {
    const input = await super.input()
    if (!('values' in input)) return input
    const {yes: _, ...values} = input.values
    return {values}
  }

  protected view(output: unknown): string {
    const {name, words} = output as Enabled
    return plain([`${name} is enabled. The plugin:`, ...words.map((each) => `  ${each}`)].join('\n'))
  }
}

function listed(permissions: readonly string[]): string {
  const parsed = parsePermissions(permissions)
  const words = 'permissions' in parsed ? parsed.permissions.map(inWords) : permissions
  return words.map((word) => `  ${plainLine(word)}\n`).join('') || '  nothing\n'
}
