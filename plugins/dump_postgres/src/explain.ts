import type {Config} from './config.ts'

type Remedy = (database: string, config: Config) => string

/** What PostgreSQL's programs say most often when they fail, and what to do about it. */
const remedies: readonly (readonly [said: RegExp, next: Remedy])[] = [
  [
    /No space left on device|Disk quota exceeded/,
    (_, {DUMP_DIR}) => `free some space for ${DUMP_DIR}; the dumps that were there are as they were`,
  ],
  [
    /aborting because of server version mismatch/,
    () =>
      'install a pg_dump as new as the server: apt install postgresql-client-<its version>, from apt.postgresql.org where Debian has none',
  ],
  [
    /password authentication failed/,
    () => 'parrot plugin config dump_postgres set POSTGRES_PASSWORD asks for the right one',
  ],
  [
    /no password supplied/,
    () => 'the server wants one: parrot plugin config dump_postgres set POSTGRES_PASSWORD',
  ],
  [
    /(?:Peer|Ident) authentication failed/,
    () =>
      'over its socket the server lets in who is called as the user that Parrot runs as; set POSTGRES_USER to that name, or POSTGRES_SERVER to localhost:5432 and a password',
  ],
  [
    /no pg_hba\.conf entry/,
    (database, {POSTGRES_USER}) =>
      `let "${POSTGRES_USER}" in to ${database} in the server's pg_hba.conf, then: systemctl reload postgresql`,
  ],
  [
    /role "[^"]*" does not exist/,
    (_, {POSTGRES_USER}) => `make it on the server: createuser ${POSTGRES_USER}`,
  ],
  [/database "[^"]*" does not exist/, () => 'look at POSTGRES_DATABASES; psql --list shows what there is'],
  [
    /permission denied/,
    (_, {POSTGRES_USER}) =>
      `let it read everything, on the server: GRANT pg_read_all_data TO "${POSTGRES_USER}"`,
  ],
  [
    /canceling statement due to lock timeout/,
    () => 'something keeps a table locked for more than a minute; try again when it is done',
  ],
  [/certificate|SSL|TLS/, () => 'look at POSTGRES_TLS and POSTGRES_CA'],
  [
    /server closed the connection|could not connect|Connection refused|timeout expired|No such file/,
    (_, {POSTGRES_SERVER}) => `is PostgreSQL running at ${POSTGRES_SERVER}? Its log says why it hung up`,
  ],
  [
    /too many (?:connections|clients)|remaining connection slots/,
    () => 'the server has no connection left; try again later',
  ],
]

/** A complaint in one line, and after it what to do. */
export function explained(stderr: string, database: string, config: Config): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.replace(/^(?:pg_dump|pg_restore|psql|error|detail):\s*/gi, '').trim())
  const said =
    lines
      .filter((line) => line !== '')
      .slice(0, 3)
      .join('; ')
      .slice(0, 500) || 'it ended without a word'
  const next = remedies.find(([pattern]) => pattern.test(stderr))?.[1](database, config)
  return next === undefined ? said : `${said}: ${next}`
}
