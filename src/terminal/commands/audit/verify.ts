import {next, says, type Problem} from '../../../text/problem.ts'
import {problemJson} from '../../answer-json.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {option} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

type Verified = {
  readonly ok: boolean
  readonly events: number
  readonly head: {readonly sequence: number; readonly hash: string}
  /** Events up to here are covered by a signature outside the journal. */
  readonly proved: number
  readonly findings: readonly {readonly problem: Problem}[]
  readonly notes: readonly Problem[]
}

export default class AuditVerify extends OwnCommand {
  static override readonly tool = 'audit_verify'
  static override readonly examples = [
    'parrot audit verify',
    'parrot audit verify --expect-head "$(ssh backup cat parrot.head)"',
  ]
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    {...option('expectHead', 'A head that you noted elsewhere'), name: 'expect-head'},
  ]

  protected override document(output: unknown) {
    const {findings, notes, ...rest} = output as Verified
    const told = findings.map(({problem, ...place}) => ({...place, ...problemJson(problem)}))
    return {...rest, findings: told, notes: notes.map(problemJson)}
  }

  protected view(output: unknown, look: Look): string {
    const {ok, events, head, proved, findings, notes} = output as Verified
    const good = `${look.paint('green', '✓')} ${events} events in one unbroken chain, signed up to number ${proved}`
    return [
      ...(ok
        ? [good, plain(`  head ${head.sequence}:${head.hash}`)]
        : findings.map(({problem}) => told('red', '✗', problem, look))),
      ...notes.map((note) => told('yellow', '!', note, look)),
    ].join('\n')
  }
}

function told(look: 'red' | 'yellow', mark: string, problem: Problem, {paint}: Look): string {
  const cure = next(problem)
  return `${paint(look, mark)} ${plain(says(problem))}${cure === undefined ? '' : `\n  ${paint('cyan', '→')} ${plain(cure)}`}`
}
