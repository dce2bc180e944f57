import {DatabaseSync} from 'node:sqlite'
import {pathToFileURL} from 'node:url'

/** What only the program has that a database belongs to. */
const ofTheProgram = /no such (?:collation sequence|function|module|tokenizer)|unknown tokenizer/

/** Makes of a copy one file that needs none beside it: who restores it finds all of it in there. */
export function settle(path: string): void {
  const database = new DatabaseSync(path, {timeout: 0, allowExtension: false})
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

/** What SQLite finds wrong with a dump that nobody writes to, or ''. Every page of it is read. */
export function wrongWith(path: string, warn: (line: string) => void): string {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  const database = new DatabaseSync(url, {readOnly: true, allowExtension: false})
  try {
    database.exec('PRAGMA trusted_schema = OFF')
    const rows = database
      .prepare('PRAGMA integrity_check(3)')
      .all()
      .map((row) => String(Object.values(row)[0]))
    return rows.join() === 'ok' ? '' : rows.join('; ')
  } catch (error) {
    const {message} = error as Error
    if (!ofTheProgram.test(message)) return message
    warn(
      `it was copied whole, but not checked to its end: ${message}, which only the program has that it belongs to`,
    )
    return ''
  } finally {
    database.close()
  }
}
