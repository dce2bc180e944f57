import {Failure} from '../../../../src/plugin.ts'
import type {Ended} from './program.ts'
import {shownOf, type Settings} from './settings.ts'

/** There is no repository where one was looked for. */
export class NoRepository extends Error {}

/** What Go says of a server that is not there, or not whom it says. */
export const unreachable =
  /dial tcp|connection re(?:fused|set)|no such host|timeout|proxyconnect|x509|tls:|EOF|unreachable|\b50[234]\b/i

const unlock = 'if that has ended without giving it back, "restic unlock" removes the lock'

/** Why restic did not do it, and what to do about that. */
export function inWords(failure: unknown, settings: Settings | undefined, dir: string): Error {
  if (settings === undefined) return notStarted(failure)
  const {status, stderr} = failure as Ended
  const where = shownOf(settings, dir)
  const said = lastOf(stderr, status)
  if (status === 11 || /already locked/.test(stderr)) return new Error(locked(stderr, where))
  if (status === 12 || /wrong password|no key found/.test(stderr))
    return new Error(
      `the password is none of the repository ${where}: set BACKUP_PASSWORD to the one that it was made with (parrot plugin config backup set BACKUP_PASSWORD)`,
    )
  if (settings.url !== undefined && /unauthorized|forbidden|\b40[13]\b/i.test(stderr))
    return new Error(
      `the server of ${where} does not let us in (${said}): see BACKUP_REPOSITORY_USER and BACKUP_REPOSITORY_PASSWORD`,
    )
  if (settings.url !== undefined && unreachable.test(stderr))
    return new Error(`${where} cannot be reached: ${said}; see whether it is up, then try again`)
  if (/permission denied/.test(stderr))
    return new Failure(
      said,
      'make it a folder of the user that backups run as; where Parrot runs as root, of root',
    )
  if (/no space left|disk quota exceeded/.test(stderr))
    return new Failure(
      `the disk of ${where} is full; the archives are as they were`,
      'free some: parrot backup prune',
    )
  if (status === 10 || /Is there a repository at|unable to open config file/.test(stderr))
    return new NoRepository(
      `there is no repository in ${where}: see whether its disk is mounted; a new one is made by "backup create --init"`,
    )
  return new Error(`restic: ${said}`)
}

function notStarted(failure: unknown): Error {
  const {code} = failure as NodeJS.ErrnoException
  if (code !== 'ENOENT') return failure as Error
  return new Failure(
    'restic is not installed',
    'install it (apt-get install restic), or set BACKUP_ENGINE to embedded, which needs nothing',
  )
}

/** Restic says whose lock it is in several lines. */
function locked(stderr: string, where: string): string {
  const [, how = '', holder = 'somebody'] = /already locked( exclusively)? by (.*)/.exec(stderr) ?? []
  const [, at = ''] = /lock was created at ([^\n]*)/.exec(stderr) ?? []
  const since = at === '' ? '' : ` since ${at.replace(/\(.*/, '').trim()} UTC`
  return `the repository ${where} is locked${how} by ${holder}${since}: try again later; ${unlock}`
}

const retried = /^.* returned error, retrying after \S+ /

/** What ended because it was stopped says only that; why it was, stands before. */
function lastOf(stderr: string, status: number | null): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const fatal =
    lines.findLast((line) => line.startsWith('Fatal:') && !line.endsWith('context canceled')) ??
    lines.findLast((line) => retried.test(line))?.replace(retried, '') ??
    lines.find((line) => /failed|invalid data|not found/.test(line)) ??
    lines.at(-1)
  return (fatal ?? `it ended with ${status ?? 'a signal'}`).replace(/^Fatal: /, '').slice(0, 500)
}
