import {failed, type Dumped} from './report.ts'

export type Log = (level: 'info' | 'warn' | 'error', line: string) => void

type Result = {readonly dumps: readonly Dumped[]; readonly removed: readonly string[]}
type Made = {readonly dumped: Dumped; readonly removed: readonly string[]}
type Work = {readonly database: string; readonly make: () => Promise<Made>}

/** One after the other: what fails is told of and the rest is done, until the disk is full or somebody wants it to end. */
export async function makeAll(works: readonly Work[], log: Log, signal: AbortSignal): Promise<Result> {
  const dumps: Dumped[] = []
  const removed: string[] = []
  let full = false
  for (const {database, make} of works) {
    signal.throwIfAborted()
    try {
      if (full) throw new Error('not tried: the disk is full')
      const made = await make()
      dumps.push(made.dumped)
      removed.push(...made.removed)
    } catch (error) {
      signal.throwIfAborted()
      full ||= isFull(error)
      dumps.push(told(log, database, error))
    }
  }
  return {dumps, removed}
}

/** A database that could not be dumped, and why, also in the log. */
export function told(log: Log, database: string, error: unknown): Dumped {
  const {message} = error as Error
  log('error', `${database}: ${message}`)
  return failed(database, message)
}

function isFull(error: unknown): boolean {
  const {code, message} = error as NodeJS.ErrnoException
  return /ENOSPC|EDQUOT|No space left|Disk quota|disk is full/.test(`${code} ${message}`)
}
