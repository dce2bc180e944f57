import {changeLine, type Changed} from '../../config-table.ts'
import {OwnCommand} from '../../own-command.ts'
import {argument, commitConfirm, dryRun} from '../../own-fields.ts'

export default class ConfigSet extends OwnCommand {
  static override readonly tool = 'config_set'
  static override readonly description =
    'Changes this one key in your configuration file; comments and order stay. It is checked first, and what was there is kept: see parrot config rollback. A value that begins with a dash comes after "--".'
  static override readonly examples = [
    'parrot config set limits.pids 64',
    'parrot config set audit.heads /mnt/backup/heads /srv/heads',
    'parrot config set install.keys.me ed25519:…',
    'parrot config set limits.pids 64 --commit-confirm 5m',
  ]
  static override readonly fields = [
    argument('key', 'The key, as limits.pids'),
    argument('value', 'What it is set to; several words for a list', {many: true}),
    dryRun,
    commitConfirm,
  ]

  protected view(output: unknown): string {
    return changeLine(output as Changed)
  }
}
