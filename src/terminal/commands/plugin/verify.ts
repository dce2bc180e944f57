import {status, word} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument} from '../../own-fields.ts'

type Verified = {
  readonly plugins: readonly {
    readonly name: string
    readonly version: string
    readonly state: string
    readonly digest: string | null
  }[]
}

export default class PluginVerify extends OwnCommand {
  static override readonly tool = 'plugin_verify'
  static override readonly description =
    'Reads every file of every plugin that may run and holds it against what was approved.'
  static override readonly examples = ['parrot plugin verify', 'parrot plugin verify weather --json']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [argument('name', 'Only this plugin', {required: false})]

  protected view(output: unknown, look: Look): string {
    const {plugins} = output as Verified
    const rows = plugins.map(({name, version, state, digest}) => [
      name,
      version,
      state === 'modified'
        ? look.paint('red', word('tampered'))
        : state === 'enabled'
          ? word('as approved')
          : status(state.replaceAll('_', ' ')),
      digest ?? '-',
    ])
    return grid(['PLUGIN', 'VERSION', 'FILES', 'DIGEST'], rows, look)
  }
}
