import {problem, type Problem} from '../text/problem.ts'
import type {Anchor} from './chain.ts'
import type {Finding} from './check-chain.ts'
import {parseHead, headHolds, type Head} from './head.ts'
import {causeOf} from './refused.ts'
import type {Sink} from './sink.ts'

/** What the journal holds. */
export type Held = {
  /** The event that the chain was followed from, and the one it was followed to. */
  readonly from: number
  readonly to: number
  /** An event's hash by its number, as it is now. */
  hash(sequence: number): string | undefined
  /** The last number, as it is now: others may have written since `to`. */
  last(): number
}

export type HeadsChecked = {
  /** What heads say against the journal, and what is wrong with heads themselves. */
  readonly findings: readonly Finding[]
  /** What weakens the proof without speaking against the journal. */
  readonly notes: readonly Problem[]
  readonly heads: number
  /** A right signature outside the journal covers the events up to here. 0: there is none. */
  readonly proved: number
}

/** So many of a place's newest heads have their signature checked. One that holds covers all events before it. */
const signatures = 500

/** Holds every head of one place against the journal. `trusted` is the host's public key, where it is known. */
export async function checkHeads(sink: Sink, held: Held, trusted: string | undefined): Promise<HeadsChecked> {
  const seen = await compare(sink, held)
  const [right, wrong] = bySignature(seen.agreeing)
  const own = right.filter(({key}) => key === trusted).map(({sequence}) => sequence)
  const strange = trusted === undefined ? 0 : right.length - own.length
  return {
    findings: [
      ...seen.against.flatMap((head) => against(sink.name, head, held)),
      ...[...seen.forged, ...wrong].map((head) => isForged(sink.name, head)),
    ],
    notes: [...seen.notes, ...noted('heads_other_key', sink.name, strange)],
    heads: seen.heads,
    proved: Math.max(0, ...own.filter((sequence) => sequence <= held.to)),
  }
}

/** What a head that somebody kept says against the journal: nothing, or that it was rewritten or its end cut off. */
export function against(place: string, {sequence, hash}: Anchor, held: Held): Finding[] {
  if (held.hash(sequence) === hash) return []
  const last = held.last()
  if (sequence > last)
    return [{sequence: last + 1, problem: problem('journal_truncated', {last, place, head: sequence})}]
  if (sequence < held.from)
    return [{sequence, problem: problem('journal_gap', {from: sequence, to: held.from})}]
  return [{sequence, problem: problem('journal_rewritten', {sequence, place})}]
}

/** `against` and `forged` speak against the journal, with and without a signature that holds: of each the first by number. */
type Seen = {heads: number; agreeing: Head[]; against: Head[]; forged: Head[]; notes: Problem[]}

async function compare(sink: Sink, held: Held): Promise<Seen> {
  const seen: Seen = {heads: 0, agreeing: [], against: [], forged: [], notes: []}
  let garbled = 0
  try {
    for await (const line of sink.lines()) {
      const head = parseHead(line)
      if (head === undefined) garbled++
      else if (head.sequence >= held.from) sort(seen, head, held)
    }
  } catch (error) {
    seen.notes.push(problem('heads_unreadable', {place: sink.name, cause: causeOf(error)}))
  }
  seen.notes.push(...noted('heads_garbled', sink.name, garbled))
  return seen
}

function sort(seen: Seen, head: Head, held: Held): void {
  seen.heads++
  if (held.hash(head.sequence) === head.hash) {
    seen.agreeing.push(head)
    if (seen.agreeing.length > signatures) seen.agreeing.shift()
  } else if (head.sequence < (seen.against[0]?.sequence ?? Infinity)) {
    seen[headHolds(head) ? 'against' : 'forged'] = [head]
  }
}

function bySignature(heads: readonly Head[]): [Head[], Head[]] {
  const sorted: [Head[], Head[]] = [[], []]
  for (const head of heads) sorted[headHolds(head) ? 0 : 1].push(head)
  return sorted
}

function isForged(place: string, {sequence}: Head): Finding {
  return {sequence, problem: problem('head_forged', {sequence, place})}
}

function noted(code: 'heads_other_key' | 'heads_garbled', place: string, count: number): Problem[] {
  return count === 0 ? [] : [problem(code, {place, count})]
}
