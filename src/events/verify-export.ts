import {createReadStream} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'
import {genesis, type Anchor} from './chain.ts'
import {chainCheck, type Finding} from './check-chain.ts'
import {against, type Held} from './check-heads.ts'
import {cutHolds, parseCut, type Cut} from './cut.ts'
import {headHolds, type Head} from './head.ts'
import {linesOf} from './lines-of.ts'
import {walkExport} from './walk-export.ts'

export type ExportVerification = {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly events: number
  readonly head: Anchor
  /** The public key whose signature the head at the end bears. Whose key it is, the reader has to know. */
  readonly key: string | undefined
  /** What was cut away before its first event, as that same key signed it. */
  readonly cut?: Cut
}

/**
 * Recomputes an export, the journal not needed. Its first event must follow `anchor`, where that is left out the cut that the export
 * begins with, or nothing; it must end with its head unless the caller expects one. Rejects only where the file cannot be read.
 */
export async function verifyExport(
  file: string,
  expectHead?: Anchor,
  given?: Anchor,
): Promise<ExportVerification> {
  const cut = await cutBefore(file)
  const anchor = given ?? cut ?? genesis
  const chain = chainCheck(anchor)
  const hashes = new Map([[anchor.sequence, anchor.hash]])
  const {finding, head} = await walkExport(file, chain, cut !== undefined, (row) => {
    if (row.sequence === expectHead?.sequence) hashes.set(row.sequence, row.hash)
  })
  const last = chain.last()
  hashes.set(last.sequence, last.hash)
  const held = {
    from: anchor.sequence,
    to: last.sequence,
    hash: (n: number) => hashes.get(n),
    last: () => last.sequence,
  }
  const signed = head !== undefined && headHolds(head)
  const key = signed ? head.key : undefined
  const findings =
    finding === undefined
      ? [...aboutCut(file, cut, given, key), ...atTheEnd(file, held, head, signed, expectHead)]
      : [finding]
  const ok = findings.length === 0
  return {ok, findings, events: last.sequence - anchor.sequence, head: last, key, ...(cut && {cut})}
}

/** An export of a journal whose beginning was cut away says so in its first line. */
async function cutBefore(file: string): Promise<Cut | undefined> {
  for await (const line of linesOf(createReadStream(file, 'utf8')))
    return line.startsWith('{"cut":') ? parseCut(line.slice(7, -1)) : undefined
  return undefined
}

/** Whoever signed the end has to have signed the beginning: else anybody could leave out what came first. */
function aboutCut(
  file: string,
  cut: Cut | undefined,
  given: Anchor | undefined,
  key: string | undefined,
): Finding[] {
  if (cut === undefined || given !== undefined || (cutHolds(cut) && cut.key === key)) return []
  return [found(cut.sequence, problem('cut_forged', {sequence: cut.sequence, file}))]
}

function atTheEnd(
  file: string,
  held: Held,
  head: Head | undefined,
  signed: boolean,
  expected: Anchor | undefined,
): Finding[] {
  const findings = expected === undefined ? [] : against('--expect-head', expected, held)
  if (head !== undefined) {
    findings.push(...against(file, head, held))
    if (!signed)
      findings.push(found(head.sequence, problem('head_forged', {sequence: head.sequence, place: file})))
  } else if (expected === undefined) {
    findings.push(found(0, problem('export_unfinished', {file})))
  }
  return findings
}

const found = (sequence: number, problem: Problem): Finding => ({sequence, problem})
