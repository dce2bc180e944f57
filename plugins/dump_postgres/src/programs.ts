import {spawn} from 'node:child_process'
import {existsSync, globSync} from 'node:fs'
import {Failure} from '../../../src/plugin.ts'

/** PostgreSQL's own programs, all of one version. */
export type Programs = {readonly folder: string; readonly major: number}

/**
 * Debian's and Red Hat's, one folder a version, before what is in the path: there Debian has a wrapper, which chooses a version by
 * the servers of this machine, and the server may be another machine's.
 */
const places = ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/usr/local/bin', '/usr/bin']

/** The newest of them that are installed. */
export async function findPrograms(): Promise<Programs> {
  const folders = globSync(places).filter((folder) =>
    ['pg_dump', 'pg_restore', 'psql'].every((program) => existsSync(`${folder}/${program}`)),
  )
  const found = await Promise.all(folders.map(async (folder) => ({folder, major: await majorOf(folder)})))
  const [best] = found.sort(
    (a, b) => b.major - a.major || places.indexOf(a.folder) - places.indexOf(b.folder),
  )
  if (best !== undefined && best.major > 0) return best
  throw new Failure('pg_dump is not installed', 'install it: apt install postgresql-client')
}

/** How a program ended. Output is cut at a mebibyte, complaints at 64 KiB. */
export type Ended = {readonly status: number | null; readonly stdout: string; readonly stderr: string}

/** Runs one of PostgreSQL's programs with exactly this environment; `to` takes its output instead. */
export function run(
  path: string,
  args: readonly string[],
  {env = {}, to, signal}: {env?: NodeJS.ProcessEnv; to?: number; signal?: AbortSignal} = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      env: {...env, LC_ALL: 'C'},
      stdio: ['ignore', to ?? 'pipe', 'pipe'],
      signal,
    })
    const said = {stdout: '', stderr: ''}
    child.stdout
      ?.setEncoding('utf8')
      .on('data', (text: string) => (said.stdout = (said.stdout + text).slice(0, 2 ** 20)))
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => (said.stderr = (said.stderr + text).slice(-65_536)))
    child.once('error', reject)
    child.once('close', (status) => resolve({status, ...said}))
  })
}

async function majorOf(folder: string): Promise<number> {
  const {stdout} = await run(`${folder}/pg_dump`, ['--version']).catch(() => ({stdout: ''}))
  return Number(/ (\d+)[.\w]/.exec(stdout)?.[1] ?? 0)
}
