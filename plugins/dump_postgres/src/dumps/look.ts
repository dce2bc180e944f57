import {lstatSync} from 'node:fs'
import {join} from 'node:path'
import {digestBeside, digestOf} from './digest.ts'
import {nameOf, type Dump} from './names.ts'
import {dumpsIn, type Store} from './store.ts'

/** A dump as `list` and `verify` show it. `complete`: its digest is beside it; `good`: its every byte was read and is as then. */
type Row = {
  readonly database: string
  readonly file: string
  readonly created: string
  readonly bytes: number
  readonly state: 'complete' | 'good' | 'damaged'
  readonly why: string
}

type Looked = {readonly findings: boolean; readonly summary: string; readonly dumps: readonly Row[]}

/** The dumps that are there, newest first. */
export function list(store: Store): Looked {
  return summed(dumpsIn(store).map((dump) => row(store, dump, 'complete', why(store, dump))))
}

/** Reads every byte of the newest dump of each database, or of all dumps. `check` says what else is wrong with a file, or ''. */
export async function verify(
  store: Store,
  all: boolean,
  check: (dump: Dump) => Promise<string>,
  between: () => void,
): Promise<Looked> {
  const dumps = dumpsIn(store)
  const newest = new Map(dumps.toReversed().map((dump) => [`${dump.group}.${dump.extension}`, dump]))
  const chosen = all ? dumps : dumps.filter((dump) => newest.get(`${dump.group}.${dump.extension}`) === dump)
  const rows: Row[] = []
  for (const dump of chosen) {
    const wrong = why(store, dump) || changed(store, dump, between) || (await check(dump))
    rows.push(row(store, dump, 'good', wrong))
  }
  return summed(rows)
}

function why({dir}: Store, {file}: Dump): string {
  if (!lstatSync(join(dir, file)).isFile()) return 'it is no file'
  return digestBeside(dir, file) === undefined ? 'there is no digest beside it' : ''
}

function changed({dir}: Store, {file}: Dump, between: () => void): string {
  return digestOf(join(dir, file), between) === digestBeside(dir, file)
    ? ''
    : 'its bytes are not those that were written'
}

function row({dir}: Store, {file, group, at}: Dump, state: Row['state'], why: string): Row {
  const {size} = lstatSync(join(dir, file))
  const created = new Date(at).toISOString()
  return {database: nameOf(group), file, created, bytes: size, state: why === '' ? state : 'damaged', why}
}

function summed(dumps: readonly Row[]): Looked {
  const damaged = dumps.filter(({state}) => state === 'damaged').length
  const databases = new Set(dumps.map(({database}) => database)).size
  const of = `${dumps.length} ${dumps.length === 1 ? 'dump' : 'dumps'} of ${databases} ${databases === 1 ? 'database' : 'databases'}`
  return {findings: damaged > 0, summary: damaged > 0 ? `${of}, ${damaged} damaged` : of, dumps}
}
