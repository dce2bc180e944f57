import {line, retold, word} from '../../text/reader.ts'
import type {Input} from '../../host/request.ts'
import {outcomes, type Outcome} from '../../outcomes.ts'
import {problem} from '../../text/problem.ts'
import {behind} from '../behind.ts'
import type {Look} from '../door.ts'
import {OwnCommand} from '../own-command.ts'
import {argument} from '../own-fields.ts'
import {plain, plainLine} from '../plain.ts'
import {snake} from '../route.ts'
import {visibleTools, type Tools} from '../tools.ts'

type Answer = {
  readonly effect: 'allow' | 'ask' | 'deny'
  readonly permission: string
  readonly rule?: string
  readonly role?: string
  readonly cure?: string
}

const ends = {allow: 'ok', ask: 'needs_approval', deny: 'denied'} as const satisfies Record<
  Answer['effect'],
  Outcome
>
const words = {allow: 'yes', ask: 'only with approval', deny: 'no'} as const
const looks = {allow: 'green', ask: 'yellow', deny: 'red'} as const

export default class Can extends OwnCommand {
  static override readonly tool = 'can'
  static override readonly description = 'The exit status is the answer: 0 yes, 75 only with approval, 77 no.'
  static override readonly examples = [
    'parrot can bob health_check',
    'parrot can bob plugin list',
    'parrot can agent service_restart unit=jellyfin.service',
    'parrot can operator logs:read --json',
  ]
  static override readonly exits = [
    'ok',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('who', 'A user, else a role'),
    argument('what', 'A command, in one word or several, else a permission'),
    argument('inputs', 'Inputs that a right names, as name=value', {required: false, many: true}),
  ]

  override async run(): Promise<void> {
    const result = await this.operate()
    await this.answer(result)
    if (result.outcome === 'ok') process.exitCode = outcomes[ends[(result.output as Answer).effect]].exit
  }

  protected override async input(): Promise<Input> {
    const input = await super.input()
    if (!('values' in input)) return input
    const {
      who,
      what: first,
      inputs: words = [],
    } = input.values as {who: string; what: string; inputs?: string[]}
    const start = words.findIndex(isPair)
    const name = [first, ...words.slice(0, start === -1 ? words.length : start)]
    const pairs = words.slice(name.length - 1)
    const wrong = pairs.find((word) => !isPair(word)) ?? (first.includes(':') ? name[1] : undefined)
    if (wrong !== undefined) return {problems: [problem('input_pair', {word: plainLine(wrong, 60)})]}
    const what = name.join('_')
    const below = first.includes(':') ? [] : commandsBelow(await visibleTools(this.door), snake(what))
    if (below.length > 0) return {problems: [severalCommands(plainLine(name.join(' '), 60), who, below)]}
    return {values: {who, what, inputs: Object.fromEntries(pairs.map(split))}}
  }

  protected override document(output: unknown) {
    const {rule = null, role = null, cure = null, ...rest} = output as Answer
    return {...rest, rule, role, next: cure}
  }

  protected view(output: unknown, look: Look): string {
    const {effect, permission, rule, role, cure} = output as Answer
    const change = cure === undefined ? '' : `\n${behind('cyan', '→', plain(retold(cure)), look)}`
    return `${look.paint(looks[effect], word(words[effect]))}: ${plain(because(permission, rule, role))}${change}`
  }
}

function because(permission: string, rule?: string, role?: string): string {
  if (rule === undefined) return line('line_can_none', {permission})
  if (role === undefined) return line('line_can_rule', {permission, rule})
  return line('line_can_rule_of', {permission, rule, role})
}

const isPair = (word: string) => /^[^=]+=/.test(word)

const split = (pair: string) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]

/** A word that groups commands is none itself. */
function commandsBelow(tools: Tools, name: string): string[] {
  if (tools.has(name)) return []
  const below = [...tools].filter(([, {command}]) => command.path.length > 1 && command.path[0] === name)
  return below.map(([tool]) => tool)
}

function severalCommands(name: string, who: string, below: readonly string[]) {
  const [first = ''] = below
  return problem('several_commands', {name, commands: below.join(', '), who: plainLine(who, 60), first})
}
