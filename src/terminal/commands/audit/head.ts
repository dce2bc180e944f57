import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {plain} from '../../plain.ts'

type Head = {readonly sequence: number; readonly hash: string}

export default class AuditHead extends OwnCommand {
  static override readonly tool = 'audit_head'
  static override readonly description =
    'Note it where this machine cannot reach it; parrot audit verify --expect-head takes it.'
  static override readonly examples = ['parrot audit head', 'parrot audit head | ssh backup tee parrot.head']

  protected view(output: unknown): string {
    if (output === null) return line('line_audit_empty')
    const {sequence, hash} = output as Head
    return plain(`${sequence}:${hash}`)
  }
}
