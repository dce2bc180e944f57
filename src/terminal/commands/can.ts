import type {Input} from '../../host/request.ts'
import {outcomes, type Outcome} from '../../outcomes.ts'
import {problem} from '../../text/problem.ts'
import type {Look} from '../door.ts'
import {OwnCommand} from '../own-command.ts'
import {argument} from '../own-fields.ts'
import {plain, plainLine} from '../plain.ts'

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
    argument('what', 'A command, else a permission'),
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
    const {inputs = [], ...rest} = input.values as {inputs?: string[]}
    const wrong = inputs.find((word) => !/^[^=]+=/.test(word))
    if (wrong !== undefined) return {problems: [problem('input_pair', {word: plainLine(wrong, 60)})]}
    const pairs = inputs.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)])
    return {values: {...rest, inputs: Object.fromEntries(pairs)}}
  }

  protected view(output: unknown, {paint}: Look): string {
    const {effect, permission, rule, role, cure} = output as Answer
    const by =
      rule === undefined ? 'no rule matches' : `rule ${rule}${role === undefined ? '' : ` of role ${role}`}`
    const change = cure === undefined ? '' : `\n${paint('cyan', '→')} ${plain(cure)}`
    return `${paint(looks[effect], words[effect])}: ${plain(`${permission}, ${by}`)}${change}`
  }
}
