import canonicalize from 'canonicalize'
import {createReadStream} from 'node:fs'
import {problem} from '../text/problem.ts'
import type {ChainCheck, Finding} from './check-chain.ts'
import {exportLine} from './export.ts'
import {parseHead, type Head} from './head.ts'
import type {StoredEvent} from './journal.ts'
import {linesOf} from './lines-of.ts'
import {told, type Row} from './stored-event.ts'

/** The first line that is wrong, or the head at the end. */
type Walked = {readonly finding?: Finding; readonly head?: Head}

/** Follows an export line by line, and passes each event that follows. */
export async function walkExport(
  file: string,
  chain: ChainCheck,
  afterCut: boolean,
  pass: (row: Row) => void,
): Promise<Walked> {
  let [head, number]: [Head | undefined, number] = [undefined, 0]
  for await (const line of linesOf(createReadStream(file, 'utf8'))) {
    number++
    if (number === 1 && afterCut) continue
    const row = rowOf(line)
    if (row !== undefined && head === undefined) {
      const finding = checked(row, line, chain)
      if (finding !== undefined) return {finding}
      pass(row)
    } else {
      if (head !== undefined || (head = headOf(line)) === undefined)
        return {finding: unreadable(file, number, chain)}
    }
  }
  return {...(head && {head})}
}

/** The line must be what the event gives, byte for byte: nothing beside what was hashed may hide in it. */
function checked(row: Row, line: string, chain: ChainCheck): Finding | undefined {
  const same = exportLine(told(row), chain.last().hash) === line
  const finding = chain.accept(row)
  if (finding !== undefined || same) return finding
  return {sequence: row.sequence, problem: problem('journal_edited', {sequence: row.sequence})}
}

function rowOf(line: string): Row | undefined {
  try {
    const {metadata, payload, ...event} = JSON.parse(line) as StoredEvent
    const row = {
      ...event,
      source: metadata.source,
      correlation_id: metadata.correlation_id,
      payload: String(canonicalize(payload)),
    }
    return Number.isSafeInteger(row.sequence) ? row : undefined
  } catch {
    return undefined
  }
}

function headOf(line: string): Head | undefined {
  try {
    return parseHead(JSON.stringify((JSON.parse(line) as {head?: unknown}).head))
  } catch {
    return undefined
  }
}

function unreadable(file: string, line: number, chain: ChainCheck): Finding {
  return {sequence: chain.last().sequence + 1, problem: problem('export_unreadable', {file, line})}
}
