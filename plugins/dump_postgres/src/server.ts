import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, extname, join} from 'node:path'
import {openBridge} from './bridge.ts'
import type {Config} from './config.ts'
import {explained} from './explain.ts'
import {run, type Programs} from './programs.ts'

/** A way to the server that PostgreSQL's programs find in their environment: no argument names a host, a user or a password. */
export type Server = {
  readonly env: (database: string) => NodeJS.ProcessEnv
  /** What a program complained of, with what to do about it. */
  readonly explain: (stderr: string, database: string) => string
  readonly close: () => void
}

export async function reach(config: Config, proxy = process.env['HTTP_PROXY']): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const bridge = proxy === undefined ? undefined : await openBridge(config.POSTGRES_SERVER, proxy)
  const env = {
    ...(bridge === undefined
      ? directly(config.POSTGRES_SERVER)
      : across(config.POSTGRES_SERVER, bridge.port)),
    ...secured(config, folder),
    PGUSER: config.POSTGRES_USER,
    PGPASSFILE: passFile(folder, config.POSTGRES_PASSWORD ?? ''),
    PGAPPNAME: 'parrot dump_postgres',
    PGCONNECT_TIMEOUT: '20',
    PGSERVICEFILE: '/dev/null',
    HOME: folder,
  }
  return {
    env: (database) => ({...env, PGDATABASE: database}),
    explain: (stderr, database) => bridge?.trouble() || explained(stderr, database, config),
    close: () => {
      bridge?.close()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

/** One row of one query, which gives a JSON document. */
export async function ask<T>(
  {folder}: Programs,
  server: Server,
  database: string,
  query: string,
  signal: AbortSignal,
): Promise<T> {
  const args = ['--no-psqlrc', '--no-password', '--tuples-only', '--no-align', '--quiet', '--command', query]
  const {status, stdout, stderr} = await run(`${folder}/psql`, args, {env: server.env(database), signal})
  if (status !== 0) throw new Error(server.explain(stderr, database))
  return JSON.parse(stdout) as T
}

function across(server: string, port: number): NodeJS.ProcessEnv {
  const host = server.startsWith('/') ? 'localhost' : (split(server)[0] ?? '')
  return {PGHOST: host, PGHOSTADDR: '127.0.0.1', PGPORT: String(port)}
}

/** Where there is no sandbox, there is no bridge either. */
function directly(server: string): NodeJS.ProcessEnv {
  if (server.startsWith('/')) return {PGHOST: dirname(server), PGPORT: extname(server).slice(1)}
  const [host, port] = split(server)
  return {PGHOST: host, PGPORT: port}
}

function split(server: string): readonly [host: string, port: string] {
  const colon = server.lastIndexOf(':')
  return [server.slice(0, colon).replaceAll(/[[\]]/g, ''), server.slice(colon + 1)]
}

function secured({POSTGRES_SERVER, POSTGRES_TLS, POSTGRES_CA}: Config, folder: string): NodeJS.ProcessEnv {
  // What goes over a socket never leaves the machine, and PostgreSQL speaks no TLS there.
  if (POSTGRES_SERVER.startsWith('/')) return {PGSSLMODE: 'disable', PGGSSENCMODE: 'disable'}
  const authority = join(folder, 'authority.pem')
  if (POSTGRES_CA !== '') writeFileSync(authority, POSTGRES_CA, {mode: 0o600})
  const trusted = POSTGRES_CA === '' ? '/etc/ssl/certs/ca-certificates.crt' : authority
  return {
    PGSSLMODE: POSTGRES_TLS,
    PGGSSENCMODE: 'disable',
    ...(POSTGRES_TLS === 'verify-full' && {PGSSLROOTCERT: trusted}),
  }
}

function passFile(folder: string, password: string): string {
  if (/[\n\r\0]/.test(password))
    throw new Error('POSTGRES_PASSWORD has a line break in it, which no passfile can hold')
  const file = join(folder, 'pass')
  writeFileSync(file, password === '' ? '' : `*:*:*:*:${password.replaceAll(/[\\:]/g, '\\$&')}\n`, {
    mode: 0o600,
  })
  return file
}
