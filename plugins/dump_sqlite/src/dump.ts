import {createHash} from 'node:crypto'
import {statSync} from 'node:fs'
import {basename} from 'node:path'
import {makeAll, told, type Log} from '../../dump_postgres/src/dumps/all.ts'
import {make} from '../../dump_postgres/src/dumps/make.ts'
import {reportOf, would, type Dumped} from '../../dump_postgres/src/dumps/report.ts'
import {alone, sweep, type Store} from '../../dump_postgres/src/dumps/store.ts'
import {settle, wrongWith} from './check.ts'
import {extensions, type Config, type Input} from './config.ts'
import {databases, refuse} from './databases.ts'
import {snapshot} from './snapshot.ts'

export type Job = {
  readonly config: Config
  readonly input: Input
  readonly store: Store
  readonly dryRun: boolean
  readonly signal: AbortSignal
  readonly progress: (share: number, message: string) => void
  readonly log: Log
}

/** Dumps each database; one that cannot be dumped is told of, and the others are. */
export async function dump(job: Job) {
  const paths = databases(job.config, job.input, (line) => job.log('warn', line))
  if (job.dryRun)
    return reportOf(
      paths.map((path) => looked(job, path)),
      [],
      true,
    )
  return alone(job.store, async () => {
    sweep(job.store)
    const works = paths.map((path, at) => ({
      database: path,
      make: () => dumpOne(job, path, (share) => (at + share) / paths.length),
    }))
    const {dumps, removed} = await makeAll(works, job.log, job.signal)
    return reportOf(dumps, removed, false)
  })
}

/** Two files of one name lie in two folders, and a name may be long, hostile or not even text. */
export function groupOf(path: string): string {
  const readable = basename(path)
    .slice(0, 80)
    .replaceAll(/[^\w.-]|^[.-]/g, '_')
  return `${readable}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
}

function looked({config, log}: Job, path: string): Dumped {
  try {
    refuse(path, config)
    return would(path, statSync(path).size)
  } catch (error) {
    return told(log, path, error)
  }
}

async function dumpOne(
  {config, store, signal, progress, log}: Job,
  path: string,
  of: (share: number) => number,
) {
  refuse(path, config)
  return make(store, {
    database: path,
    group: groupOf(path),
    extension: extensions[0] ?? '',
    keep: config.DUMP_KEEP,
    signal,
    write: async (target) => {
      const tell = (share: number) => {
        signal.throwIfAborted()
        progress(of(share * 0.9), basename(path))
      }
      await snapshot({source: path, target, waitMs: config.SQLITE_WAIT * 1000, tell})
      settle(target)
    },
    check: async (target) => wrongWith(target, (line) => log('warn', `${path}: ${line}`)),
  })
}
