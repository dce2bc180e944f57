import {HostCommand} from '../../host-command.ts'
import {plain} from '../../plain.ts'

export default class AuditHead extends HostCommand {
  static override readonly tool = 'audit_head'
  static override examples = [
    'parrot audit head',
    'parrot audit verify --expect-head "$(ssh backup cat parrot.head)"',
  ]

  view(output: unknown): string {
    const {sequence, hash} = output as {sequence: number; hash: string}
    return plain(`${sequence} ${hash}`)
  }
}
