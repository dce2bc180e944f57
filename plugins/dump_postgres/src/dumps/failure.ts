const closed =
  'DUMP_DIR has to be a folder of the user that Parrot runs as; where Parrot runs as root, of root'
const next: Readonly<Record<string, string>> = {
  EACCES: closed,
  EPERM: closed,
  ENOENT: 'make that folder first: DUMP_DIR is never made by itself',
  ENOSPC: 'the disk is full; the dumps that were there are as they were',
  EROFS: 'the disk is read-only; the dumps that were there are as they were',
}

/** What most often stands in the way of all of it, with what to do about it. */
export function explainedFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  const {code = '', message} = error as NodeJS.ErrnoException
  return next[code] === undefined ? error : new Error(`${message}: ${next[code]}`, {cause: error})
}
