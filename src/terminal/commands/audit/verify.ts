import type {Look} from '../../door.ts'
import {HostCommand} from '../../host-command.ts'
import {option} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

type Verified = {
  readonly ok: boolean
  readonly events: number
  readonly head: string
  readonly findings: readonly unknown[]
}

export default class AuditVerify extends HostCommand {
  static override readonly tool = 'audit_verify'
  static override examples = ['parrot audit verify', 'parrot audit verify --expect-head 4f2a…']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    {...option('expectHead', 'A head that you kept elsewhere, from parrot audit head'), name: 'expect-head'},
  ]

  view(output: unknown, {paint}: Look): string {
    const {ok, events, head, findings} = output as Verified
    if (ok) return `${paint('green', '✓')} ${events} events, one unbroken chain\nhead ${plain(head)}`
    return findings.map((finding) => `${paint('red', '✗')} ${plain(told(finding))}`).join('\n')
  }
}

const told = (finding: unknown) => (typeof finding === 'string' ? finding : JSON.stringify(finding))
