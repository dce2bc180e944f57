import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {size} from '../../manifest/limits.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {fits} from './wildcard.ts'

type Signal = 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2'

/** Who is told when logs of `folder` were rotated. */
export type Reopen = {readonly folder: string; readonly signal: Signal; readonly pidFile: string}

export type Rules = {
  readonly folders: readonly string[]
  /** Folders that need not be there. */
  readonly own: string
  /** Tested against names with one character a byte. */
  readonly isLog: (name: string) => boolean
  readonly maxBytes: number
  /** 0: never by age. */
  readonly everyMs: number
  readonly keep: number
  /** 0: never by age. */
  readonly retentionMs: number
  readonly compress: 'gzip' | 'zstd' | 'none'
  readonly delay: boolean
  readonly reopen: readonly Reopen[]
  readonly force: boolean
}

type Config = {
  readonly LOG_DIR?: string
  readonly LOG_DIRS: readonly string[]
  readonly LOG_PATTERNS: readonly string[]
  readonly LOG_MAX_SIZE: string
  readonly LOG_ROTATE_DAYS: number
  readonly LOG_KEEP: number
  readonly LOG_RETENTION_DAYS: number
  readonly LOG_COMPRESS: Rules['compress']
  readonly LOG_DELAY_COMPRESS: boolean
  readonly LOG_SIGNALS: readonly string[]
}

const dayMs = 86_400_000
const absolute = /^(?:\/(?!\.{1,2}(?:\/|$))[^/]{1,255})+$/
const told = /^(\/.*)=(HUP|USR1|USR2):(\/.*)$/

/** What the settings of log_rotate mean, or everything that is wrong with them. */
export function rulesOf(
  values: Readonly<Record<string, unknown>>,
  force: boolean,
  {state}: Pick<Paths, 'state'>,
): Rules | {readonly problems: readonly Problem[]} {
  const config = values as Config
  const own = join(state, 'logs')
  const maxBytes = size(config.LOG_MAX_SIZE)
  const reopen = config.LOG_SIGNALS.map(reopenOf)
  const problems = [
    ...config.LOG_DIRS.filter((text) => !absolute.test(text)).map((text) => wrong('LOG_DIRS', text)),
    ...config.LOG_PATTERNS.filter((text) => text.includes('/')).map((text) => wrong('LOG_PATTERNS', text)),
    ...(maxBytes === undefined ? [wrong('LOG_MAX_SIZE', config.LOG_MAX_SIZE)] : []),
    ...reopen.flatMap((one, at) =>
      one === undefined ? [wrong('LOG_SIGNALS', config.LOG_SIGNALS[at] ?? '')] : [],
    ),
  ]
  if (problems.length > 0 || maxBytes === undefined) return {problems}
  // Names are bytes.
  const patterns = config.LOG_PATTERNS.map((text) => Buffer.from(text).toString('latin1'))
  return {
    folders: [...new Set([config.LOG_DIR ?? own, ...config.LOG_DIRS])],
    own,
    isLog: (name) => patterns.some((pattern) => fits(pattern, name)),
    maxBytes,
    everyMs: config.LOG_ROTATE_DAYS * dayMs,
    keep: config.LOG_KEEP,
    retentionMs: config.LOG_RETENTION_DAYS * dayMs,
    compress: config.LOG_COMPRESS,
    delay: config.LOG_DELAY_COMPRESS,
    reopen: reopen.filter((one) => one !== undefined),
    force,
  }
}

const wrong = (key: string, value: string) => problem('rotate_setting', {key, value})

function reopenOf(text: string): Reopen | undefined {
  const [, folder, signal, pidFile] = told.exec(text) ?? []
  if (folder === undefined || pidFile === undefined) return undefined
  if (!absolute.test(folder) || !absolute.test(pidFile)) return undefined
  return {folder, signal: `SIG${signal}` as Signal, pidFile}
}
