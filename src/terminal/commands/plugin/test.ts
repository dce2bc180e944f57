import {line, retold} from '../../../text/reader.ts'
import type {Trial, Tried} from '../../../host/install/trial.ts'
import type {Proposal} from '../../../host/install/proposal.ts'
import type {Input} from '../../../host/request.ts'
import type {Command} from '../../../manifest/manifest.ts'
import {problem} from '../../../text/problem.ts'
import {callFrom} from '../../call.ts'
import {callFlags, hasFlag, json} from '../../common-flags.ts'
import {acceptField, Consenting} from '../../consenting.ts'
import type {Look} from '../../door.ts'
import {fieldsOf} from '../../fields.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'
import {readInput} from '../../read-input.ts'
import {snake} from '../../route.ts'
import {commandWords} from '../../words-of.ts'

type Output = {readonly name: string; readonly examples: readonly Tried[]}

export default class PluginTest extends Consenting {
  static override readonly tool = 'plugin_test'
  static override readonly description =
    "Runs the examples of its manifest, each in the sandbox and in a home of its own that is gone afterwards. An example ends well, or as its 'outcome' says, and has what it 'says' in its output or its log."
  static override readonly examples = ['parrot plugin test', 'parrot plugin test ./weather --json']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('folder', "The plugin's folder; this one", {required: false}),
    acceptField,
  ]

  override async run(): Promise<void> {
    let given: Readonly<Record<string, unknown>> = {}
    const read = async (): Promise<Input> => {
      const input = await this.input()
      if ('values' in input) given = input.values
      return input
    }
    const first = await callFrom(this.door, {tool: 'plugin_test', input: read})
    if ((first.output as {state?: string} | undefined)?.state !== 'waiting') return this.answer(first)
    const proposal = first.output as Proposal
    const accept = await this.agreed(proposal)
    if (accept === undefined)
      return this.answer({
        ...first,
        outcome: 'invalid_input',
        output: undefined,
        problems: [problem('test_accept', {name: proposal.name, accept: proposal.accept})],
      })
    const values = {...given, accept}
    return this.answer(await callFrom(this.door, {tool: 'plugin_test', input: async () => ({values})}))
  }

  private async agreed(proposal: Proposal): Promise<string | undefined> {
    if (this.accepted !== undefined) return this.accepted === proposal.accept ? this.accepted : undefined
    if (this.json || !this.door.interactive()) return undefined
    const [{asks}, {confirm}] = await Promise.all([import('../../consent.ts'), import('../../confirm.ts')])
    this.door.err.write(`${asks(proposal, this.door.err)}\n`)
    return (await confirm(line('ask_examples', {name: proposal.name}), this.door))
      ? proposal.accept
      : undefined
  }

  /** The manifest's examples, with their words read as the terminal reads them. */
  protected override async input(): Promise<Input> {
    const input = await super.input()
    if (!('values' in input)) return input
    const {folder = '.'} = input.values as {readonly folder?: string}
    const commands = await commandsIn(folder)
    if ('problems' in commands) return commands
    const trials = await Promise.all(
      commands.flatMap((command) => (command.examples ?? []).map((each) => trialOf(command, each))),
    )
    return {values: {folder, trials}}
  }

  protected view(output: unknown, look: Look): string {
    const {name, examples} = output as Output
    if (examples.length === 0) return line('line_test_none', {name: plainLine(name)})
    const lines = examples.flatMap(({run, passed, outcome, ms, differs}) => [
      `${passed ? look.paint('green', '✓') : look.paint('red', '✗')} ${plainLine(run)} ${look.paint('dim', `${outcome}, ${ms} ms`)}`,
      ...differs.map((each) => `    ${plainLine(retold(each))}`),
    ])
    const good = examples.filter(({passed}) => passed).length
    return [...lines, line('line_test_good', {good, count: examples.length})].join('\n')
  }
}

async function commandsIn(
  folder: string,
): Promise<readonly Command[] | {readonly problems: readonly ReturnType<typeof problem>[]}> {
  const [{readManifest}, {checkManifest}, {commandsOf}] = await Promise.all([
    import('../../../manifest/read.ts'),
    import('../../../manifest/check-manifest.ts'),
    import('../../../manifest/commands.ts'),
  ])
  const read = readManifest(folder)
  if ('problem' in read) return {problems: [read.problem]}
  const checked = await checkManifest(read.text, `${folder}/manifest.json`, {shipped: false})
  return 'problems' in checked ? checked : commandsOf(checked.manifest)
}

async function trialOf(command: Command, example: NonNullable<Command['examples']>[number]): Promise<Trial> {
  const {run, ...wanted} = typeof example === 'string' ? {run: example} : example
  const [parrot, ...words] = commandWords(run) ?? []
  const path = words.slice(0, command.path.length).map(snake)
  const own = parrot === 'parrot' && path.join(' ') === command.path.join(' ')
  const rest = words.slice(command.path.length)
  const read = own
    ? await readInput(fieldsOf(command.input), [json, ...callFlags], rest, command.path.join(' '))
    : {problems: []}
  const input = 'values' in read ? read : ({problems: []} as const)
  return {run, tool: command.tool, input, dryRun: hasFlag(rest, 'dry-run'), ...wanted} as Trial
}
