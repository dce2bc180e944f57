import {line} from '../../../text/reader.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, option} from '../../own-fields.ts'
import {plain} from '../../plain.ts'

type Signed = {
  readonly name: string
  readonly version: string
  readonly key: string
  readonly digest: string
  readonly file: string
}

export default class PluginSign extends OwnCommand {
  static override readonly tool = 'plugin_sign'
  static override readonly description =
    'Signs the name, the version and every file of a plugin as they are now, in its signature.json. Sign last: one file more, one byte changed, and it is refused everywhere.'
  static override readonly examples = [
    'parrot plugin sign ./weather',
    'parrot plugin sign ./weather --key ~/keys/release.key',
  ]
  static override readonly exits = [
    'ok',
    'failed',
    'invalid_input',
    'broken',
    'needs_approval',
    'denied',
    'cancelled',
  ] as const
  static override readonly fields = [
    argument('folder', 'The folder of the plugin'),
    option('key', 'The file of the private key; the one that keygen makes when left out'),
  ]

  protected view(output: unknown): string {
    const {name, version, key, digest, file} = output as Signed
    return plain(
      `${line('line_plugin_signed', {name, version, key, file})}\n${line('line_plugin_digest', {digest})}`,
    )
  }
}
