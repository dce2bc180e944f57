import {nameForm} from '../../manifest/names.ts'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {isLocal} from './index-source.ts'
import {fileText, isWeb, shown, webText, type Patience} from './index-text.ts'

/** What an index says of one release of a plugin. Only ever shown. */
export type IndexEntry = {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly source: string
  readonly digest: string
  readonly keywords?: readonly string[]
  readonly homepage?: string
  readonly permissions?: readonly string[]
  readonly license?: string
  readonly key?: string
}

export type Index = {
  /** The file or address, as it was named. */
  readonly index: string
  /** Undefined where it could not be read at all. */
  readonly entries?: readonly IndexEntry[]
  readonly problem?: Problem
}

/** The entries of the index at `place`, a file or an address; at most one problem, whatever is wrong with it. */
export async function readIndex(place: string, patience: Patience): Promise<Index> {
  const index = isWeb(place) ? shown(place) : place
  const read = isWeb(place) ? await webText(place, patience) : fileText(place)
  if ('problem' in read) return {index, problem: read.problem}
  const found = await entriesIn(read.text, isWeb(place))
  if ('fault' in found)
    return {index, problem: problem('index_wrong', {index: printable(index), cause: found.fault})}
  const {entries, left} = found
  const [first] = left
  if (first === undefined) return {index, entries}
  return {
    index,
    entries,
    problem: problem('index_entries', {index: printable(index), count: left.length, first}),
  }
}

type Entries = {readonly entries: readonly IndexEntry[]; readonly left: readonly string[]}

async function entriesIn(text: string, web: boolean): Promise<Entries | {readonly fault: string}> {
  const value = parsed(text)
  if (value === undefined) return {fault: 'it is not JSON'}
  const {entrySchema, envelopeSchema} = await import('./index-schema.ts')
  const {objection} = await import('./objection.ts')
  const envelope = envelopeSchema.safeParse(value)
  if (!envelope.success) return {fault: objection(envelope.error.issues, value)}
  const entries: IndexEntry[] = []
  const left: string[] = []
  for (const [at, one] of envelope.data.plugins.entries()) {
    const entry = entrySchema.safeParse(one)
    if (!entry.success) left.push(`${called(one, at)}: ${objection(entry.error.issues, one)}`)
    else if (web && isLocal(entry.data.source))
      left.push(`${called(one, at)}: source: a place on this machine, named by another one`)
    else entries.push(entry.data)
  }
  return {entries, left}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function called(entry: unknown, at: number): string {
  const {name} = (entry ?? {}) as {readonly name?: unknown}
  return typeof name === 'string' && nameForm.test(name) ? name : `number ${at + 1}`
}
