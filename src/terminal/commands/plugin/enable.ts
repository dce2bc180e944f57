import {line} from '../../../text/reader.ts'
import {callFrom} from '../../call.ts'
import type {Look} from '../../door.ts'
import {plainLine} from '../../plain.ts'
import PluginApprove from './approve.ts'

export default class PluginEnable extends PluginApprove {
  static override readonly tool = 'plugin_enable'
  static override readonly description =
    'The switch alone, for what was approved before or came with Parrot; approve is to agree to what a plugin asks for. What was not approved yet is shown first, as by plugin approve.'
  static override readonly examples = [
    'parrot plugin enable weather',
    'parrot plugin enable weather --accept 0f3a…',
  ]

  override async run(): Promise<void> {
    const enabled = await callFrom(this.door, {tool: 'plugin_enable', input: () => this.input()})
    if (enabled.problems[0]?.code === 'not_approved') return super.run()
    return this.answer(enabled)
  }

  protected override view(output: unknown, look: Look): string {
    const {state, name} = output as {readonly state?: string; readonly name: string}
    return state === undefined
      ? super.view(output, look)
      : line('line_plugin_enabled', {name: plainLine(name)})
  }
}
