import type {ChildProcess} from 'node:child_process'
import {readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {replaceFile} from '../../../../src/config/update-file.ts'
import {remove} from '../embedded/store.ts'
import type {Job} from '../engine.ts'
import {resticFor, type Ended, type Restic, type Run} from './program.ts'
import {reading} from './snapshots.ts'
import type {Settings} from './settings.ts'

/** What is known of the lock that a run of ours makes, kept until it is known to be gone. */
type Mark = {
  readonly pid: number
  readonly startedAt: number
  /** Locks that were there before. */
  readonly others: readonly string[]
  /** Its name, once it is there. */
  readonly lock?: string
}

const everyMs = 2_000
/** From the start of restic to its lock: it works out a key, and may wait for a disk. */
const longestMs = 60_000

/**
 * Restic's lock is a file that a killed run leaves behind, and from inside a sandbox restic cannot tell whose process is gone. A
 * run of ours is marked, and its lock is removed by the next, in the repository of a folder and never of anybody else's: of
 * another it is left for a person. Call both alone on the folder.
 */
export async function clearDeadLock({url, data}: Settings, {dir, log}: Job, restic: Restic): Promise<void> {
  const mark = url === undefined ? markIn(data) : undefined
  if (mark === undefined) return
  if (lives(mark.pid)) return
  for (const name of locksIn(dir)) {
    if (mark.others.includes(name) || !(await isOf(mark, name, restic))) continue
    log('warn', `removed the lock ${name.slice(0, 8)} of a run that was killed`)
    remove(join(dir, 'locks', name))
  }
  rmSync(fileOf(data), {force: true})
}

/**
 * Runs restic where it makes a lock, marked for as long as it lasts. One that was told to stop while it made its lock leaves it:
 * that goes at once.
 */
export async function markedRun(settings: Settings, job: Job, restic: Restic, run: Run): Promise<Ended> {
  let stop = () => {}
  let child: ChildProcess | undefined
  const started = (it: ChildProcess) => {
    child = it
    stop = mark(settings, job, it)
  }
  try {
    return await restic({...run, started})
  } finally {
    stop()
    if (byItself(child)) rmSync(fileOf(settings.data), {force: true})
    else
      await clearDeadLock(settings, job, resticFor(settings, {...job, signal: new AbortController().signal}))
  }
}

function byItself(child: ChildProcess | undefined): boolean {
  return child === undefined || (child.exitCode !== null && child.exitCode < 128)
}

function mark({url, data}: Settings, {dir}: Job, {pid}: ChildProcess): () => void {
  if (url !== undefined || pid === undefined) return () => {}
  let mark: Mark = {pid, startedAt: Date.now(), others: locksIn(dir)}
  keep(data, mark)
  // Every five minutes restic replaces its lock by one of another name.
  const look = setInterval(() => {
    const [fresh, ...more] = locksIn(dir).filter((name) => !mark.others.includes(name))
    if (fresh === undefined || fresh === mark.lock || more.length > 0) return
    mark = {...mark, lock: fresh}
    keep(data, mark)
  }, everyMs)
  return () => clearInterval(look)
}

async function isOf({pid, startedAt, lock}: Mark, name: string, restic: Restic): Promise<boolean> {
  let text = ''
  await restic({words: ['cat', 'lock', ...reading, name], line: (line) => void (text += line)})
  const said = JSON.parse(text) as {
    readonly hostname?: unknown
    readonly pid?: unknown
    readonly time?: unknown
  }
  if (said.hostname !== hostname() || said.pid !== pid) return false
  const at = Date.parse(String(said.time))
  return name === lock || (at >= startedAt - 1000 && at <= startedAt + longestMs)
}

/** Before any restic of this run is started: where this one lives in a sandbox of its own, no other can be seen here. */
function lives(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'restic'
  } catch {
    return false
  }
}

function locksIn(dir: string): readonly string[] {
  try {
    return readdirSync(join(dir, 'locks')).filter((name) => /^[0-9a-f]{64}$/.test(name))
  } catch {
    return []
  }
}

function markIn(data: string): Mark | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(data), 'utf8')) as Mark
  } catch {
    return undefined
  }
}

/** There for the next run at once, and then for good: on a slow disk restic could have its lock before that. */
function keep(data: string, mark: Mark): void {
  const [file, text] = [fileOf(data), JSON.stringify(mark)]
  writeFileSync(`${file}.now`, text, {mode: 0o600})
  renameSync(`${file}.now`, file)
  replaceFile(file, text)
}

function fileOf(data: string): string {
  return join(data, 'restic-run.json')
}
