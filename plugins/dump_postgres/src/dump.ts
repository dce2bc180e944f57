import {fstatSync} from 'node:fs'
import {wrongWith} from './check.ts'
import {extensions, type Config, type Input} from './config.ts'
import {makeAll, told, type Log} from './dumps/all.ts'
import {make} from './dumps/make.ts'
import {groupOf} from './dumps/names.ts'
import {reportOf, size, would, type Dumped} from './dumps/report.ts'
import {alone, sweep, type Store} from './dumps/store.ts'
import {findPrograms, run, type Programs} from './programs.ts'
import {ask, reach, type Server} from './server.ts'

export type Job = {
  readonly config: Config
  readonly input: Input
  readonly store: Store
  readonly dryRun: boolean
  readonly signal: AbortSignal
  readonly progress: (share: number, message: string) => void
  readonly log: Log
}

type Work = Job & {readonly programs: Programs; readonly server: Server}

const everyDatabase =
  'select coalesce(json_agg(datname order by datname), json_build_array()) from pg_database where datallowconn and not datistemplate'
const sizeHere = 'select pg_database_size(current_database())'

/** Dumps each database; one that cannot be dumped is told of, and the others are. */
export async function dump(job: Job) {
  const programs = await findPrograms()
  const server = await reach(job.config)
  const work = {...job, programs, server}
  try {
    const names = await databases(work)
    if (job.dryRun) return reportOf(await triedAll(work, names), [], true)
    return await alone(job.store, async () => {
      sweep(job.store)
      return dumpAll(work, names)
    })
  } finally {
    server.close()
  }
}

async function databases({config, input, programs, server, signal}: Work): Promise<readonly string[]> {
  const configured = config.POSTGRES_DATABASES
  const names =
    configured.length > 0
      ? [...new Set(configured)]
      : await ask<string[]>(programs, server, 'postgres', everyDatabase, signal)
  const {database} = input
  if (database === undefined) return names
  if (names.includes(database)) return [database]
  throw new Error(`${JSON.stringify(database)} is none of the databases here: ${names.join(', ')}`)
}

async function triedAll(work: Work, names: readonly string[]): Promise<readonly Dumped[]> {
  const dumps: Dumped[] = []
  for (const name of names) dumps.push(await tried(work, name))
  return dumps
}

/** Would it be let in, and how much is there? */
async function tried({programs, server, signal, log}: Work, name: string): Promise<Dumped> {
  try {
    return would(name, await ask<number>(programs, server, name, sizeHere, signal))
  } catch (error) {
    return told(log, name, error)
  }
}

async function dumpAll(work: Work, names: readonly string[]) {
  const {config, log, signal} = work
  const {POSTGRES_FORMAT: format} = config
  const kinds = format === 'both' ? extensions : [format === 'plain' ? 'sql' : 'dump']
  const works = names.flatMap((name, at) =>
    kinds.map((extension) => ({
      database: name,
      make: () => dumpOne(work, name, extension, (at + 0.5) / names.length),
    })),
  )
  const {dumps, removed} = await makeAll(works, log, signal)
  return reportOf(dumps, removed, false)
}

async function dumpOne(work: Work, name: string, extension: string, share: number) {
  const {store, config, programs, signal} = work
  return make(store, {
    database: name,
    group: groupOf(name),
    extension,
    keep: config.DUMP_KEEP,
    signal,
    write: (_, fd) => write(work, name, extension, fd, share),
    check: (path) => wrongWith(programs, path, extension, signal),
  })
}

async function write(work: Work, name: string, extension: string, fd: number, share: number): Promise<void> {
  const {programs, server, signal, progress} = work
  const format = extension === 'sql' ? 'plain' : 'custom'
  const args = [`--format=${format}`, '--no-password', '--lock-wait-timeout=60s']
  const telling = setInterval(() => progress(share, `${name}: ${size(fstatSync(fd).size)}`), 1000)
  try {
    const {status, stderr} = await run(`${programs.folder}/pg_dump`, args, {
      env: server.env(name),
      to: fd,
      signal,
    })
    if (status !== 0) throw new Error(server.explain(stderr, name))
  } finally {
    clearInterval(telling)
  }
}
