import {line} from '../../../text/reader.ts'
import {problem} from '../../../text/problem.ts'
import {confirm} from '../../confirm.ts'
import {leftCopies, newCopy, type Copy} from '../../edit-copy.ts'
import {editFile, type Unedited} from '../../editor.ts'
import {failure} from '../../failure.ts'
import {callOrMend} from '../../mend.ts'
import {OwnCommand} from '../../own-command.ts'
import {commitConfirm} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'
import type {CallResult} from '../../../host/request.ts'

type Opened = {readonly file: string; readonly text: string; readonly digest: string}

export default class ConfigEdit extends OwnCommand {
  static override readonly tool = 'config_edit'
  static override readonly description =
    'Opens a copy in $VISUAL or $EDITOR, at a terminal else in vi, checks what you wrote, and puts it in place whole. What is wrong never gets there: you are asked again, or your copy is kept and named. It works also while the configuration is broken.'
  static override readonly examples = ['parrot config edit', 'EDITOR="code --wait" parrot config edit']
  static override readonly fields = [commitConfirm]
  static override readonly exits = ['ok', 'failed', 'invalid_input', 'broken', 'denied', 'cancelled'] as const

  override async run(): Promise<void> {
    const input = await this.input()
    const opened = await callOrMend(this.door, 'config_edit', async () => input)
    if (opened.outcome !== 'needs_input') return this.answer(opened)
    const result = await this.edited(opened.output as Opened, 'values' in input ? input.values : {})
    if (result.outcome !== 'ok') return this.answer(result)
    const left = leftCopies().map((folder) => problem('editor_left', {folder}))
    return this.answer({...result, problems: [...result.problems, ...left]})
  }

  private async edited({file, text, digest}: Opened, given: object): Promise<CallResult> {
    const copy = newCopy(file, text)
    for (;;) {
      const unedited = await editFile(copy.file, this.door.interactive)
      if (unedited !== undefined) return this.kept(copy, await this.over(unedited))
      const values = {...given, text: copy.read(), digest, copy: copy.file}
      const result = await callOrMend(this.door, 'config_edit', async () => ({values}))
      if (result.outcome === 'ok') return copy.done(result)
      if (!(await this.again(result))) return this.kept(copy, result)
    }
  }

  /** So that the end on record is the one that is told here; what the editor had is for here alone. */
  private async over({outcome, problems}: Unedited): Promise<CallResult> {
    const values = {unedited: outcome}
    const result = await callOrMend(this.door, 'config_edit', async () => ({values}))
    return result.outcome === outcome ? {...result, problems} : result
  }

  /** Only what is wrong in the text can be mended in the editor. */
  private async again(result: CallResult): Promise<boolean> {
    if (result.outcome !== 'invalid_input' || this.json || !this.door.interactive()) return false
    this.door.err.write(failure(result, this.door.err))
    return confirm(line('ask_edit_again'), this.door)
  }

  private kept(copy: Copy, result: CallResult): CallResult {
    const {output: _, ...rest} = result
    if (!copy.changed()) return copy.done(rest)
    return {...rest, problems: [...result.problems, problem('editor_kept', {copy: copy.file})]}
  }

  protected view(output: unknown): string {
    const {file, changed} = output as {readonly file: string; readonly changed: boolean}
    return plainLine(line(changed ? 'line_config_written' : 'line_config_as_it_was', {file}))
  }
}
