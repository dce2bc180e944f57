import {line} from '../../../text/reader.ts'
import {languages, type Scaffolded} from '../../../host/install/scaffold.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

export default class PluginNew extends OwnCommand {
  static override readonly tool = 'plugin_new'
  static override readonly description = 'Makes the folder of a plugin that works, to start from.'
  static override readonly examples = [
    'parrot plugin new weather',
    'parrot plugin new weather --lang ts --dir ~/src',
  ]
  static override readonly fields = [
    argument('name', 'The name of the plugin, in snake_case'),
    option('lang', 'What it is written in', {options: languages, fallback: 'bash'}),
    {...option('parent', 'The folder that its folder is made in', {fallback: '.'}), name: 'dir'},
  ]

  protected view(output: unknown, {paint}: Look): string {
    const {name, dir, files} = output as Scaffolded
    const step = (what: 'line_new_test' | 'line_new_dev' | 'line_new_keep', command: string) =>
      `${paint('cyan', '→')} ${line(what, {command: plainLine(command)})}`
    return [
      line('line_new_holds', {dir: plainLine(dir), files: files.map((file) => plainLine(file)).join(', ')}),
      step('line_new_test', `parrot plugin test ${dir}`),
      step('line_new_dev', `parrot plugin dev ${dir}`),
      step('line_new_keep', `parrot plugin install ${dir} && parrot ${name}`),
    ].join('\n')
  }
}
