import {embedded} from './embedded/engine.ts'
import type {Config} from './commands.ts'
import type {Engine} from './engine.ts'

/** The engine that the configuration names, where all that it needs is said. A project's file cannot turn one into the other. */
export async function engineOf(config: Config): Promise<Engine> {
  const {BACKUP_PASSWORD: password = '', BACKUP_REPOSITORY: urls} = config
  if (config.BACKUP_ENGINE === 'embedded') {
    if (password === '' && urls.length === 0) return embedded
    throw new Error(
      'BACKUP_PASSWORD and BACKUP_REPOSITORY are for restic, and BACKUP_ENGINE is embedded: set it to restic, or unset them',
    )
  }
  if (password === '')
    throw new Error(
      'BACKUP_ENGINE is restic, and it needs the password of its repository: parrot plugin config backup set BACKUP_PASSWORD',
    )
  if (urls.length > 1) throw new Error('BACKUP_REPOSITORY names more than one repository')
  const {resticEngine} = await import('./restic/engine.ts')
  return resticEngine({
    password,
    url: urls[0],
    user: config.BACKUP_REPOSITORY_USER,
    userPassword: config.BACKUP_REPOSITORY_PASSWORD ?? '',
    host: config.BACKUP_HOST,
    data: process.env['HOME'] ?? '/data',
  })
}
