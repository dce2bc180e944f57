import type {Config} from '@oclif/core/config'
import {CommandHelp} from '@oclif/core/help'
import {outcomes} from '../outcomes.ts'
import {helpHere, status, word} from '../text/reader.ts'
import type {Described} from './describe.ts'
import {wrapped} from './table/width.ts'

/** The whole help of one command: what it does, its typed flags and arguments, examples, and how it can end. */
export function commandText(command: Described, config: Config, width: number): string {
  const words = command.id.replaceAll(':', ' ')
  const help = new Help({...command, id: words}, config, {maxWidth: width, flagSortOrder: 'none'} as never)
  return `${wrapped(command.summary ?? '', width).join('\n')}\n\n${help.generate()}\n`
}

class Help extends CommandHelp {
  constructor(...args: ConstructorParameters<typeof CommandHelp>) {
    super(...args)
    // oclif runs every text through a template engine; what a plugin's author wrote must not become code.
    const names = {'<%= command.id %>': this.command.id, '<%= config.bin %>': this.config.bin}
    this.render = (text) =>
      text.replaceAll(/<%= (?:command\.id|config\.bin) %>/g, (name) => names[name as keyof typeof names])
  }

  /** oclif says the summary here once more. */
  protected override description() {
    const {description} = this.command
    return description === undefined ? undefined : this.wrap(description)
  }

  /** oclif trims the list, and so takes the first line out of its column where that flag has no short form. */
  override renderList(...[rows, options]: Parameters<CommandHelp['renderList']>): string {
    const list = super.renderList(
      rows.map(([left, right]) => [left, right === undefined ? right : marked(right)]),
      options,
    )
    const oneBelowTheOther = list.includes('\n\n')
    return oneBelowTheOther ? list : (/^ */.exec(rows[0]?.[0] ?? '')?.[0] ?? '') + list
  }

  protected override sections() {
    const {permissions, exits, meanings = {}} = this.command as Described
    const ends = exits.map((exit): [string, string] => [
      `${outcomes[exit].exit}`,
      `${exit}: ${meanings[exit] ?? helpHere(outcomes[exit].meaning)}`,
    ])
    return [
      ...super.sections().map(({header, generate}) => ({header: status(header), generate})),
      {header: word('PERMISSIONS'), generate: () => permissions.join('\n')},
      {header: word('EXIT STATUS'), generate: (_: unknown, header: string) => [{header, body: ends}]},
    ]
  }
}

/** What oclif puts around a text, as its reader is told it. */
function marked(text: string): string {
  const [, required = '', bracket = '', rest = ''] = /^(\(required\) )?(\[default: )?(.*)$/s.exec(text) ?? []
  return (
    required.replace('(required)', word('(required)')) +
    bracket.replace('default:', word('default:')) +
    rest.replace(/\n<options: (?=[^<>]*>$)/, `\n<${word('options:')} `)
  )
}
