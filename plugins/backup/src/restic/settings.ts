/** What the administrator said of restic's repository. */
export type Settings = {
  readonly password: string
  /** The URL of a REST server; undefined where the repository is the folder of the job. */
  readonly url: string | undefined
  /** For that server. */
  readonly user: string
  readonly userPassword: string
  /** What the snapshots of this machine are known by; '' is a name that is made up once and kept. */
  readonly host: string
  /** The plugin's own folder, kept between runs. */
  readonly data: string
}

/** The repository as restic takes it, with what opens the server. For its environment, never for its words. */
export function addressOf({url, user, userPassword}: Settings, dir: string): string {
  if (url === undefined) return dir
  const at = URL.parse(url)
  if (at === null || !/^https?:$/.test(at.protocol) || at.username !== '' || at.password !== '')
    throw new Error(
      'BACKUP_REPOSITORY is the URL of a REST server, such as https://backup.example.com/ada/; who it is for stands in BACKUP_REPOSITORY_USER and BACKUP_REPOSITORY_PASSWORD',
    )
  if (user === '') return `rest:${at.href}`
  if (at.protocol === 'http:')
    throw new Error(
      'BACKUP_REPOSITORY has to begin with https: what opens the server would be sent for all to read',
    )
  at.username = encodeURIComponent(user)
  at.password = encodeURIComponent(userPassword)
  return `rest:${at.href}`
}

/** The repository as a person knows it. */
export function shownOf({url}: Settings, dir: string): string {
  return url ?? dir
}
