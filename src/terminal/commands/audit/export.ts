import type {StoredEvent} from '../../../events/journal.ts'
import type {CallResult} from '../../../host/request.ts'
import {problem} from '../../../text/problem.ts'
import {eventJson} from '../../event-lines.ts'
import {HostCommand} from '../../host-command.ts'
import {writeNew} from '../../new-file.ts'
import {option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class AuditExport extends HostCommand {
  static override readonly tool = 'audit_export'
  static override examples = [
    'parrot audit export --output journal.jsonl',
    'parrot audit export | gzip > journal.jsonl.gz',
  ]
  static override readonly fields = [
    option('output', 'A new file, which only you can read; stdout when left out'),
  ]

  private file: string | undefined

  override async run(): Promise<void> {
    const result = await this.operate()
    if (result.outcome !== 'ok') return this.answer(result, {view: () => ''})
    const {events} = result.output as {events: Iterable<StoredEvent>}
    if (this.file !== undefined)
      return this.answer(written(this.file, events, result), {view: (output) => this.view(output)})
    for (const event of events) this.at.out.write(eventJson(event))
  }

  /** The file is this door's matter; the host is not told. */
  protected override async input() {
    const input = await super.input({})
    if (!('values' in input)) return input
    const {output, ...values} = input.values as {output?: string}
    this.file = output
    return {values}
  }

  view(output: unknown): string {
    const {file, events} = output as {file: string; events: number}
    return `${events} events in ${plainLine(file)}`
  }
}

function written(file: string, events: Iterable<StoredEvent>, result: CallResult): CallResult {
  try {
    return {...result, output: {file, events: writeNew(file, events, eventJson)}}
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return {
      ...result,
      outcome: 'failed',
      output: undefined,
      problems: [problem('file_not_written', {file, cause})],
    }
  }
}
