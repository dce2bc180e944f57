import {existsSync} from 'node:fs'
import {createRequire} from 'node:module'
import {userInfo} from 'node:os'
import {pathToFileURL} from 'node:url'
import {programScript} from './program-script.ts'

/** What came of a program, as far as it got. Its texts are untrusted. */
export type Evaluated = {
  /** The files that it loaded, itself the first. */
  readonly files: readonly string[]
  readonly value?: unknown
  readonly error?: {readonly message: string; readonly stack: string}
  /** Something that JSON does not have, and by which keys it is found. */
  readonly strange?: {readonly path: readonly string[]; readonly what: string}
  /** It gave nothing. */
  readonly end?: 'late' | 'large' | 'memory' | 'ended'
  readonly stderr: string
}

export type Bounds = {readonly ms: number; readonly heapMiB: number; readonly bytes: number}

const usual: Bounds = {ms: 10_000, heapMiB: 256, bytes: 1024 * 1024}
const prlimit = '/usr/bin/prlimit'

/**
 * Runs a configuration that is a program in a process of its own, so that a reload frees all of it and whatever it does ends nobody else.
 * It gets no variable but PATH, LANG and HOME, and may read: it writes nothing, starts nothing and asks nobody. Never rejects.
 */
export async function evaluate(file: string, {ms, heapMiB, bytes}: Bounds = usual): Promise<Evaluated> {
  const {execa} = await import('execa')
  const [program = '', ...args] = [...bounded(ms), process.execPath, ...words(file, heapMiB)]
  const {uid, homedir} = account()
  const ended = await execa(program, [...args, String(uid)], {
    env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', HOME: homedir},
    extendEnv: false,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: ms,
    killSignal: 'SIGKILL',
    maxBuffer: bytes,
    reject: false,
  })
  const {stderr, stdio} = ended
  const said = read(typeof stdio[3] === 'string' ? stdio[3] : '')
  if (said.value !== undefined || said.error !== undefined || said.strange !== undefined)
    return {...said, stderr}
  return {...said, stderr, end: ending(ended, stderr)}
}

/** A container's uid need not have an account. */
function account(): {readonly uid: number; readonly homedir: string} {
  try {
    return userInfo()
  } catch {
    return {uid: process.getuid?.() ?? 0, homedir: '/'}
  }
}

/** So that it ends also where this process is killed while it waits for it. */
const bounded = (ms: number) =>
  existsSync(prlimit) ? [prlimit, `--cpu=${Math.ceil(ms / 1000) + 1}`, '--core=0', '--'] : []

/** What writes files and does not ask `--permission`: SQLite, and V8 where its flags name a file for its traces. */
const unbounded = ['--no-experimental-sqlite', '--freeze-flags-after-init']

function words(file: string, heapMiB: number): string[] {
  const cosmiconfig = createRequire(import.meta.url).resolve('cosmiconfig')
  const bounds = ['--permission', '--allow-fs-read=*', `--max-old-space-size=${heapMiB}`]
  const quiet = ['--no-warnings', '--input-type=module', '-e', programScript]
  return [...bounds, ...unbounded, ...quiet, pathToFileURL(cosmiconfig).href, file]
}

type Said = Omit<Evaluated, 'stderr' | 'end' | 'files'> & {readonly loads?: string}

/** A last line that was cut off is none. */
function read(text: string): Omit<Evaluated, 'stderr'> {
  const lines = text.split('\n')
  const said = lines.flatMap((line): Said[] => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Said]
    } catch {
      return []
    }
  })
  const {loads: _, ...last} = said.at(-1) ?? {}
  return {...last, files: said.flatMap(({loads}) => loads ?? [])}
}

type Ended = {readonly timedOut: boolean; readonly isMaxBuffer: boolean}

function ending({timedOut, isMaxBuffer}: Ended, stderr: string): NonNullable<Evaluated['end']> {
  if (isMaxBuffer) return 'large'
  if (timedOut) return 'late'
  return /heap out of memory|heap limit/i.test(stderr) ? 'memory' : 'ended'
}
