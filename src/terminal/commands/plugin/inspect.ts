import type {Proposal} from '../../../host/install/proposal.ts'
import {may} from '../../consent.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

type Inspected = Pick<
  Proposal,
  'name' | 'version' | 'description' | 'words' | 'risk' | 'typed' | 'accept'
> & {
  readonly state: string
  readonly origin: string
  readonly dir: string
  readonly digest: string | null
  readonly source: {readonly source: string; readonly resolved: string; readonly integrity?: string} | null
  readonly key: string | null
  readonly approver: string | null
  readonly approvedAt: string | null
  readonly previous: string | null
  readonly waiting: Proposal | null
  readonly manifest: unknown
}

export default class PluginInspect extends OwnCommand {
  static override readonly tool = 'plugin_inspect'
  static override readonly description =
    'Says what a plugin may do, how much harm that could be, where it comes from, and who approved it when. --json holds its manifest too.'
  static override readonly examples = [
    'parrot plugin inspect weather',
    'parrot plugin inspect weather --json | jq -r .output.accept',
  ]
  static override readonly fields = [argument('name', 'The name of the plugin')]

  protected view(output: unknown, look: Look): string {
    const plugin = output as Inspected
    const {name, version, description, waiting} = plugin
    const rows = facts(plugin).map(
      ([what, value]) => `  ${look.paint('dim', what.padEnd(12))}${plainLine(value)}`,
    )
    return [
      `${look.paint('bold', plainLine(`${name} ${version}`))}  ${plainLine(description)}`,
      ...rows,
      'It:',
      ...may(plugin, look),
      ...(waiting === null ? [] : waits(waiting, look)),
    ].join('\n')
  }
}

function facts({
  state,
  origin,
  dir,
  digest,
  source,
  key,
  approver,
  approvedAt,
  previous,
  risk,
  accept,
}: Inspected) {
  return [
    ['state', state.replaceAll('_', ' ')],
    ['risk', risk],
    ['from', source?.source ?? origin],
    ['resolved', source?.resolved ?? ''],
    ['integrity', source?.integrity ?? ''],
    ['folder', dir],
    ['signed by', key ?? ''],
    ['files', digest ?? ''],
    ['asks for', accept],
    ['approved', approver === null ? '' : `by ${approver}, ${approvedAt ?? ''}`],
    ['before', previous ?? ''],
  ].filter((row): row is [string, string] => row[1] !== '')
}

function waits({name, version, adds, drops}: Proposal, {paint}: Look): string[] {
  const more = adds.map((word) => paint('yellow', `  + ${plainLine(word)}`))
  const less = drops.map((word) => paint('dim', `  - ${plainLine(word)}`))
  return [`${plainLine(version)} waits: parrot plugin approve ${plainLine(name)}`, ...more, ...less]
}
