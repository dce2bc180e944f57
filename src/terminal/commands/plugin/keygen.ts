import {line} from '../../../text/reader.ts'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {option} from '../../own-fields.ts'
import {plain, plainLine} from '../../plain.ts'

type Made = {readonly file: string; readonly key: string; readonly trust: Readonly<Record<string, string>>}

export default class PluginKeygen extends OwnCommand {
  static override readonly tool = 'plugin_keygen'
  static override readonly description =
    'Makes an ed25519 key. The private half stays in a file that you alone can read; the public half is for those who trust what you sign.'
  static override readonly examples = [
    'parrot plugin keygen',
    'parrot plugin keygen --out ~/keys/release.key',
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
    option('out', 'A new file for the private key; signing.key in the configuration folder when left out'),
  ]

  protected view(output: unknown, {paint}: Look): string {
    const {file, key, trust} = output as Made
    return [
      line('line_key_private', {file: plainLine(file)}),
      line('line_key_public', {key: paint('bold', key)}),
      `${paint('cyan', '→')} ${line('line_key_trust')}`,
      plain(JSON.stringify({install: {keys: trust}})),
    ].join('\n')
  }
}
