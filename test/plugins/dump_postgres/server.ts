import {spawnSync} from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {createServer, type AddressInfo} from 'node:net'
import {userInfo} from 'node:os'
import {join} from 'node:path'

/** A PostgreSQL of the test's own: nothing of the machine's servers is touched. */
export type Postgres = {
  readonly port: number
  readonly socket: string
  /** `host:port`. */
  readonly address: string
  /** What psql says to `sql` as the superuser; throws where it fails. */
  readonly query: (sql: string, database?: string) => string
  /** One of its programs, as the superuser. */
  readonly run: (program: string, args: readonly string[], input?: string | Buffer) => string
  readonly stop: () => void
  readonly start: () => void
  readonly remove: () => void
}

export const password = 'pa:ss\\wo"rd it\'s'

const hba = `local all boss trust
local all all peer
host all all 127.0.0.1/32 scram-sha-256
`
const settings = (port: number, folder: string) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = '${folder}'
fsync = off
password_encryption = 'scram-sha-256'
`

/**
 * Starts one with databases `shop` and `notes`, a role `dumper` with a password that may read everything, and one that is called as
 * the user that the tests run as.
 */
export async function startPostgres(): Promise<Postgres> {
  const [bin = ''] = globSync('/usr/lib/postgresql/*/bin').sort().toReversed()
  const folder = mkdtempSync('/tmp/pg-')
  const data = join(folder, 'data')
  const owner = whoRunsIt()
  chmodSync(folder, 0o755)
  chownSync(folder, owner.uid, owner.gid)
  const as = (program: string, args: readonly string[], input?: string | Buffer) => {
    const options = {
      ...owner,
      cwd: '/',
      encoding: 'utf8',
      env: {PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8'},
    } as const
    const {status, stdout, stderr} = spawnSync(join(bin, program), args, {
      ...options,
      maxBuffer: 64 << 20,
      ...(input !== undefined && {input}),
    })
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}${stdout}`)
    return stdout
  }
  as('initdb', ['--pgdata', data, '--username', 'boss', '--no-sync', '--encoding', 'UTF8', '--auth', 'trust'])
  const port = await freePort()
  writeFileSync(join(data, 'pg_hba.conf'), hba)
  appendFileSync(join(data, 'postgresql.conf'), settings(port, folder))
  const control = (...words: string[]) =>
    void as('pg_ctl', ['--pgdata', data, '--wait', '--silent', ...words])
  const to = ['--host', folder, '--port', String(port), '--username', 'boss']
  const run: Postgres['run'] = (program, args, input) => as(program, [...to, ...args], input)
  const server: Postgres = {
    port,
    socket: join(folder, `.s.PGSQL.${port}`),
    address: `127.0.0.1:${port}`,
    run,
    query: (sql, database = 'postgres') =>
      run('psql', ['-XAtq', '--set', 'ON_ERROR_STOP=1', '--dbname', named(database)], sql).trim(),
    start: () => control('--log', join(folder, 'log'), 'start'),
    stop: () => control('--mode', 'immediate', 'stop'),
    remove: () => rmSync(folder, {recursive: true, force: true}),
  }
  server.start()
  furnish(server)
  return server
}

/** A database by its name, whatever that is; psql would take some for more than a name. */
export function named(database: string): string {
  return `dbname='${database.replaceAll(/[\\']/g, '\\$&')}'`
}

function furnish({query}: Postgres): void {
  const literal = password.replaceAll("'", "''")
  query(`create role dumper login password '${literal}'; grant pg_read_all_data to dumper;
    create role "${userInfo().username}" login; grant pg_read_all_data to "${userInfo().username}";
    create role weak login password 'weak'; create database shop; create database notes`)
  query(
    `create table orders (id int primary key, what text, raw bytea);
    insert into orders select n, 'päpåröt ' || n, decode(md5(n::text), 'hex') from generate_series(1, 5000) n`,
    'shop',
  )
  query("create table note (body text); insert into note values (E'it''s\\nhere')", 'notes')
}

/** initdb refuses root; Debian's package brings this user. */
function whoRunsIt(): {readonly uid: number; readonly gid: number} {
  const {uid, gid} = userInfo()
  if (uid !== 0) return {uid, gid}
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'))
  const [, , id, group] = (row ?? '').split(':')
  return {uid: Number(id), gid: Number(group)}
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
