import {execFile, type ExecFileException} from 'node:child_process'
import {existsSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {problem} from '../../text/problem.ts'
import {withoutSystemd} from '../service/systemd.ts'
import {ScheduleFault} from './entries.ts'
import {safePath} from './line.ts'

type Place = Pick<Paths, 'state'>
type Ended = {readonly code: number | string; readonly stdout: string; readonly stderr: string}

const largest = 64 * 1024 * 1024
const absent = /^(?:crontab: )?no crontab for /m

/** This user's crontab, one character a byte; undefined where there is none. A ScheduleFault where that cannot be known. */
export async function readCrontab(): Promise<string | undefined> {
  const {code, stdout, stderr} = await run('crontab', ['-l'])
  if (code === 0) return stdout
  if (code === 1 && stdout === '' && absent.test(stderr)) return undefined
  throw fault(code, stderr)
}

/**
 * Makes `text` this user's crontab, or takes it away where that is undefined. It is handed over as a whole file: a crontab(1)
 * that reads from a pipe takes what it got before its writer was killed for all there is. One whose Parrot was killed goes on by
 * itself; it holds a lock until it has ended, so that it never writes over what was written after it.
 */
export async function writeCrontab(paths: Place, text: string | undefined): Promise<void> {
  const next = join(folderOf(paths), 'next')
  rmSync(next, {force: true})
  if (text !== undefined) swapIn(next, text)
  const argv = ['crontab', text === undefined ? '-r' : next]
  const flock = existsSync('/usr/bin/flock')
    ? ['/usr/bin/flock', '-w', '60', join(folderOf(paths), 'lock')]
    : []
  const [program = '', ...args] = [...flock, ...argv]
  const {code, stderr} = await run(program, args)
  if (code !== 0) throw fault(code, stderr)
}

/** Keeps what the crontab was before it is changed. */
export function keepCrontab(paths: Place, text: string): string {
  const file = join(folderOf(paths), 'before')
  swapIn(file, text)
  return file
}

/** Whole or not at all for whoever opens it, also for a crontab(1) that comes late. After a power cut nobody needs it. */
function swapIn(file: string, text: string): void {
  const temporary = `${file}.new`
  rmSync(temporary, {force: true})
  writeFileSync(temporary, text, {encoding: 'latin1', mode: 0o600, flag: 'wx'})
  renameSync(temporary, file)
}

function folderOf({state}: Place): string {
  const folder = join(state, 'crontab')
  makeFolders(folder)
  return folder
}

function run(program: string, args: readonly string[]): Promise<Ended> {
  const options = {
    env: {PATH: safePath, LC_ALL: 'C'},
    encoding: 'latin1',
    maxBuffer: largest,
    cwd: '/',
    timeout: 120_000,
  } as const
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) =>
      resolve({code: codeOf(error), stdout, stderr}),
    )
  })
}

const codeOf = (error: ExecFileException | null) => error?.code ?? (error === null ? 0 : (error.signal ?? 1))

/** There is no crontab(1) on this machine. */
export class NoCrontab extends ScheduleFault {}

/** flock(1) says 69 or 127 for a program that is not there. */
function fault(code: number | string, stderr: string): ScheduleFault {
  const missing =
    code === 'ENOENT' || code === 'EACCES' || (stderr.startsWith('flock: ') && /No such file/.test(stderr))
  if (missing)
    return new NoCrontab(problem(withoutSystemd() === undefined ? 'crontab_missing' : 'crontab_missing_here'))
  return new ScheduleFault(
    problem('crontab_failed', {cause: stderr.trim().slice(0, 500) || `status ${code}`}),
  )
}
