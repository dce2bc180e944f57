import {localTime} from '../../../text/local-time.ts'
import type {Word} from '../../../text/en/words.ts'
import {line, retold, status, word} from '../../../text/reader.ts'
import type {Proposal} from '../../../host/install/proposal.ts'
import type {Manifest} from '../../../manifest/manifest.ts'
import {may} from '../../consent.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'
import {inItsWords} from '../../plugin-words.ts'

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
  readonly manifest: Pick<Manifest, 'messages'>
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
    const found = facts(plugin)
    const width = Math.max(12, ...found.map(([what]) => word(what).length + 2))
    const rows = found.map(
      ([what, value]) => `  ${look.paint('dim', word(what).padEnd(width))}${plainLine(value)}`,
    )
    return [
      `${look.paint('bold', plainLine(`${name} ${version}`))}  ${plainLine(inItsWords(plugin.manifest, description))}`,
      ...rows,
      line('line_plugin_it'),
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
    ['state', status(state.replaceAll('_', ' '))],
    ['risk', status(risk)],
    ['from', source?.source ?? status(origin)],
    ['resolves to', source?.resolved ?? ''],
    ['integrity', source?.integrity ?? ''],
    ['folder', dir],
    ['signed by', key ?? ''],
    ['files', digest ?? ''],
    ['asks for', accept],
    [
      'approved',
      approver === null ? '' : line('line_plugin_approved', {approver, at: localTime(approvedAt ?? '')}),
    ],
    ['before', previous ?? ''],
  ].filter((row): row is [Word, string] => row[1] !== '')
}

function waits({name, version, adds, drops}: Proposal, {paint}: Look): string[] {
  const more = adds.map((right) => paint('yellow', `  + ${plainLine(retold(right))}`))
  const less = drops.map((right) => paint('dim', `  - ${plainLine(retold(right))}`))
  return [line('line_plugin_waiting', {version: plainLine(version), name: plainLine(name)}), ...more, ...less]
}
