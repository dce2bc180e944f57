import type {Cut} from '../../../events/cut.ts'
import type {CallResult} from '../../../host/request.ts'
import {line} from '../../../text/reader.ts'
import type {Problem} from '../../../text/problem.ts'
import {problemJson} from '../../answer-json.ts'
import {callFrom} from '../../call.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {option} from '../../own-fields.ts'
import {plain} from '../../plain.ts'
import {told} from '../../told.ts'

type Verified = {
  readonly ok: boolean
  readonly events: number
  readonly head: {readonly sequence: number; readonly hash: string}
  /** Events up to here are covered by a signature outside the journal; of an export its own end tells. */
  readonly proved?: number
  /** Whose key signed an export. */
  readonly key?: string
  readonly cut?: Cut
  readonly findings: readonly {readonly problem: Problem}[]
  readonly notes: readonly Problem[]
}

export default class AuditVerify extends OwnCommand {
  static override readonly tool = 'audit_verify'
  static override readonly examples = [
    'parrot audit verify',
    'parrot audit verify --expect-head "$(ssh backup cat parrot.head)"',
    'parrot audit verify --export journal.jsonl',
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
    {...option('file', 'Check this export or archive; the journal is not needed'), name: 'export'},
  ]

  protected override operate(): Promise<CallResult> {
    const file = this.argv.some((word) => word === '--export' || word.startsWith('--export='))
    return callFrom(this.door, {
      tool: file ? 'audit_verify_export' : AuditVerify.tool,
      input: () => this.input(),
    })
  }

  protected override document(output: unknown) {
    const {findings, notes, ...rest} = output as Verified
    const told = findings.map(({problem, ...place}) => ({...place, ...problemJson(problem)}))
    return {...rest, findings: told, notes: notes.map(problemJson)}
  }

  protected view(output: unknown, look: Look): string {
    const {ok, events, head, proved, key, cut, findings, notes} = output as Verified
    const by =
      key === undefined ? line('line_audit_up_to', {proved: proved ?? 0}) : line('line_audit_by_key', {key})
    const good = `${look.paint('green', '✓')} ${plain(line('line_audit_good', {events, by}))}`
    const end = `  ${line('line_audit_head', {head: `${head.sequence}:${head.hash}`})}`
    return [
      ...(ok
        ? [good, plain(end), ...(cut ? [plain(before(cut))] : [])]
        : findings.map(({problem}) => told('red', '✗', problem, look))),
      ...notes.map((note) => told('yellow', '!', note, look)),
    ].join('\n')
  }
}

/** What went before the first event, as it was signed. */
function before({sequence, count, firstAt, lastAt, at, by, why}: Cut): string {
  const day = (iso: string) => iso.slice(0, 10)
  const cut = line('line_audit_cut', {sequence, day: day(at), by, why})
  return `  ${cut}\n  ${line('line_audit_cut_events', {count, first: day(firstAt), last: day(lastAt)})}`
}
