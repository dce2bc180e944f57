const words: Readonly<Record<number, string>> = {
  5: 'another program keeps it locked; try again when that is done, or give SQLITE_WAIT more seconds',
  6: 'another program keeps it locked; try again when that is done, or give SQLITE_WAIT more seconds',
  8: 'its last writer died amid a change: open it once with the program that it belongs to, then try again',
  10: 'the disk could not read or write it',
  11: 'it is damaged: restore it from an earlier dump, or look at what "sqlite3 FILE .recover" saves',
  13: 'the disk is full; the dumps that were there are as they were',
  14: 'it cannot be opened: let the user that Parrot runs as read it and the files beside it',
  26: 'it is no SQLite database, or an encrypted one',
}

/** What SQLite found, in words, with what to do about it. */
export function said(error: unknown): Error {
  const {errcode, message} = error as {readonly errcode?: number; readonly message: string}
  const known = errcode === undefined ? undefined : words[errcode & 0xff]
  return known === undefined ? (error as Error) : new Error(`${message}: ${known}`, {cause: error})
}
