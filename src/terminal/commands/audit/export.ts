import {causeWords} from '../../../text/error-words.ts'
import {line} from '../../../text/reader.ts'
import {problem} from '../../../text/problem.ts'
import type {CallResult} from '../../../host/request.ts'
import {quiet} from '../../answer-json.ts'
import {OwnCommand} from '../../own-command.ts'
import {writeNew} from '../../new-file.ts'
import {option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class AuditExport extends OwnCommand {
  static override readonly tool = 'audit_export'
  static override readonly examples = [
    'parrot audit export --output journal.jsonl',
    'parrot audit export | gzip > journal.jsonl.gz',
  ]
  static override readonly exits = ['ok', 'failed', 'invalid_input', 'broken', 'denied', 'cancelled'] as const
  static override readonly fields = [
    option('output', 'A new file, which only you can read; stdout when left out'),
  ]

  private file: string | undefined

  override async run(): Promise<void> {
    const result = await this.operate()
    if (result.outcome !== 'ok') return this.answer(result, {view: () => ''})
    const {lines} = result.output as {lines: Iterable<string>}
    if (this.file === undefined) return this.print(lines)
    return this.answer(written(this.file, lines, result))
  }

  /** The file is this door's matter; the host is not told. */
  protected override async input() {
    const input = await super.input()
    if (!('values' in input)) return input
    const {output, ...values} = input.values as {output?: string}
    this.file = output
    return {values}
  }

  private print(lines: Iterable<string>): void {
    const {out, unread} = this.door
    for (const line of lines) {
      if (unread.aborted) return
      out.write(`${still(line)}\n`)
    }
  }

  protected view(output: unknown): string {
    const {file, lines} = output as {file: string; lines: number}
    return line('line_audit_export', {lines, file: plainLine(file)})
  }
}

/**
 * The same JSON, so that it can be verified elsewhere, and nothing in it acts on a terminal that it gets to one day: it may be of a server
 * that was taken over.
 */
const still = (line: string) => (/[^ -~]/.test(line) ? quiet(line) : line)

function* stilled(lines: Iterable<string>): Generator<string, void> {
  for (const line of lines) yield still(line)
}

function written(file: string, lines: Iterable<string>, result: CallResult): CallResult {
  try {
    return {...result, output: {file, lines: writeNew(file, stilled(lines))}}
  } catch (error) {
    const cause = causeWords(error)
    return {
      ...result,
      outcome: 'failed',
      output: undefined,
      problems: [problem('file_not_written', {file, cause})],
    }
  }
}
