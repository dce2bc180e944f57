import {line} from '../../../text/reader.ts'
import type {Problem} from '../../../text/problem.ts'
import {problemJson} from '../../answer-json.ts'
import type {CallResult} from '../../../host/request.ts'
import type {Look} from '../../door.ts'
import {knowWords} from '../../plugin-words.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'
import {told} from '../../told.ts'

type Checked = {
  readonly ok: boolean
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

export default class ConfigCheck extends OwnCommand {
  static override readonly tool = 'config_check'
  static override readonly description =
    'Without a file: everything that Parrot reads here, roles and users included. With one: that file, which is never run. It works also while the configuration is broken.'
  static override readonly examples = ['parrot config check', 'parrot config check ./config.yaml']
  static override readonly exits = ['ok', 'invalid_input', 'findings', 'broken', 'cancelled'] as const
  static override readonly fields = [
    argument('file', 'A .json, .yaml or .env file; all that is read here when left out', {required: false}),
  ]

  protected override async operate(): Promise<CallResult> {
    const result = await super.operate()
    const {problems = [], warnings = []} = (result.output ?? {}) as Partial<Checked>
    await knowWords(this.door, [...problems, ...warnings])
    return result
  }

  protected override document(output: unknown) {
    const {problems, warnings, ...rest} = output as Checked
    return {...rest, problems: problems.map(problemJson), warnings: warnings.map(problemJson)}
  }

  protected view(output: unknown, look: Look): string {
    const {ok, files, problems, warnings} = output as Checked
    const read =
      files.length === 0 ? line('line_config_no_file') : files.map((file) => plainLine(file)).join(', ')
    return [
      ...(ok ? [`${look.paint('green', '✓')} ${read}`] : problems.map((one) => told('red', '✗', one, look))),
      ...warnings.map((one) => told('yellow', '!', one, look)),
    ].join('\n')
  }
}
