import {line, retold, saysHere} from '../../../text/reader.ts'
import type {Updated} from '../../../host/install/update.ts'
import type {CallResult} from '../../../host/request.ts'
import {problem} from '../../../text/problem.ts'
import {refusedHere} from '../../answer.ts'
import {callFrom} from '../../call.ts'
import {acceptField, Consenting} from '../../consenting.ts'
import type {Look} from '../../door.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

type Row = Omit<Updated, 'state'> & {readonly state: Updated['state'] | 'approved'}
type Values = {readonly name?: string; readonly all?: boolean; readonly source?: string}

export default class PluginUpdate extends Consenting {
  static override readonly tool = 'plugin_update'
  static override readonly description =
    'Fetches it once more from where it came. What asks for no more than you approved takes its place; anything else waits for you, and the old one runs on.'
  static override readonly examples = [
    'parrot plugin update weather',
    'parrot plugin update --all',
    'parrot plugin update weather --from weather@2.0.0',
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
    argument('name', 'The name of the plugin', {required: false}),
    {property: 'all', name: 'all', kind: 'boolean', description: 'Every plugin that was installed'} as const,
    {...option('source', 'From somewhere else than before'), name: 'from'},
    acceptField,
  ]

  private tried = false

  override async run(): Promise<void> {
    const listed = await callFrom(this.door, {tool: 'plugin_list', input: async () => ({values: {}})})
    const read = await this.input()
    if ('problems' in read)
      return this.answer(refusedHere('plugin_update', 'invalid_input', ...read.problems))
    const {name, all, source} = read.values as Values
    const names = name !== undefined ? [name] : all === true ? installedIn(listed) : []
    if (name === undefined && all !== true)
      return this.answer(
        refusedHere(
          'plugin_update',
          'invalid_input',
          problem('argument_missing', {name: 'NAME', command: 'plugin update'}),
        ),
      )
    this.tried = names.length > 0
    return this.answer(together(await oneByOne(names, async (each) => this.updateOne(each, source))))
  }

  private async updateOne(name: string, source: string | undefined): Promise<CallResult> {
    const values = {name, ...(source !== undefined && {source})}
    const result = await callFrom(this.door, {tool: 'plugin_update', input: async () => ({values})})
    const updated = result.output as Updated | undefined
    if (updated?.state !== 'waiting') return result
    const approved = await this.agree(updated)
    if (approved === undefined) return result
    return approved.outcome === 'ok' ? {...approved, output: {...updated, state: 'approved'}} : approved
  }

  protected view(output: unknown, {paint}: Look): string {
    const {plugins} = output as {readonly plugins: readonly Row[]}
    if (plugins.length === 0) return this.tried ? '' : line('line_plugin_none')
    return plugins.map((row) => told(row, paint)).join('\n')
  }
}

/** Whoever stops one means all that would come after it. */
export async function oneByOne(
  names: readonly string[],
  update: (name: string) => Promise<CallResult>,
): Promise<readonly CallResult[]> {
  const results: CallResult[] = []
  for (const [at, name] of names.entries()) {
    const result = await update(name)
    const left = result.outcome === 'cancelled' ? names.slice(at + 1).map((one) => plainLine(one)) : []
    if (left.length === 0) results.push(result)
    else {
      const about = problem('update_stopped', {left: left.join(', ')})
      return [...results, {...result, problems: [...result.problems, about]}]
    }
  }
  return results
}

/** The first that did not go well stands for all. */
function together(results: readonly CallResult[]): CallResult {
  const [first] = results
  const worst = results.find(({outcome}) => outcome !== 'ok') ?? first
  const plugins = results.flatMap(({output}) => (output === undefined ? [] : [output]))
  const whole = worst ?? refusedHere('plugin_update', 'ok')
  return {...whole, problems: results.flatMap(({problems}) => problems), output: {plugins}}
}

const installedIn = ({output}: CallResult) =>
  (output as {plugins: readonly {name: string; source: string | null; origin: string}[]} | undefined)?.plugins
    .filter(({source}) => source !== null)
    .map(({name}) => name) ?? []

function told(row: Row, paint: Look['paint']): string {
  const {name, before, version, state, accept, adds, because} = row
  const plugin = plainLine(name)
  if (state === 'current') return line('line_plugin_newest', {name: plugin, version})
  if (state === 'restored') return line('line_plugin_restored', {name: plugin, version})
  if (state !== 'waiting') return `${paint('green', '✓')} ${plugin} ${before ?? ''} → ${version}`
  const why = because === undefined ? '' : ` ${saysHere(problem(`held_${because}`))}`
  const waits =
    before === undefined
      ? line('line_plugin_waits_first', {name: plugin, version})
      : line('line_plugin_waits', {name: plugin, version, before})
  const more = adds.map((word) => paint('yellow', `  + ${plainLine(retold(word))}`))
  const next = `  ${paint('cyan', '→')} parrot plugin approve ${plugin} --accept ${accept}`
  return [`${paint('yellow', '!')} ${waits}${why}`, ...more, next].join('\n')
}
