import {problem, type Problem} from '../text/problem.ts'
import type {Anchor} from './chain.ts'
import type {ChainCheck, Finding} from './check-chain.ts'
import type {HeadsChecked} from './check-heads.ts'
import type {Cut} from './cut.ts'
import type {Trusted} from './trusted-key.ts'

export type Verification = {
  readonly ok: boolean
  /** In order of sequence; the first tells where the journal stops being what was written. */
  readonly findings: readonly Finding[]
  /** What weakens the proof without speaking against the journal. */
  readonly notes: readonly Problem[]
  readonly events: number
  /** The last event that follows from the first; to be kept elsewhere and given as `expectHead` next time. */
  readonly head: Anchor
  /** Events up to here are covered by a signature outside the journal. 0: none is. */
  readonly proved: number
  readonly heads: number
  /** How many events are older than the one before them: the clock was set back. */
  readonly setBack: number
  /** What was cut away before the first event. */
  readonly cut?: Cut
}

type Told = {
  readonly chain: ChainCheck
  readonly anchor: Anchor
  readonly cut: Cut | undefined
  readonly keyFile: string
  readonly trusted: Trusted
}

/** What was found `inside` the journal and `outside` of it, taken together. */
export function verdict(
  inside: readonly Finding[],
  outside: readonly HeadsChecked[],
  {chain, anchor, cut, keyFile, trusted: {key, unusable}}: Told,
): Verification {
  const against = [...inside, ...outside.flatMap(({findings}) => findings)].sort(
    (a, b) => a.sequence - b.sequence,
  )
  // Without its key every signature is left unchecked: that speaks against no event, and comes after what does.
  const heads = outside.reduce((sum, {heads}) => sum + heads, 0)
  const withoutKey = key === undefined && unusable.length === 0 && heads > 0
  const unchecked = withoutKey ? [problem('host_key_missing', {file: keyFile, count: heads})] : unusable
  const findings = [...against, ...unchecked.map((problem) => ({sequence: chain.last().sequence, problem}))]
  const [head, proved] = [chain.last(), Math.max(0, ...outside.map(({proved}) => proved))]
  const unproved = proved === 0 && head.sequence > 0 ? [problem('heads_none')] : []
  return {
    ok: findings.length === 0,
    findings,
    notes: [...outside.flatMap(({notes}) => notes), ...unproved],
    events: head.sequence - anchor.sequence,
    head,
    proved,
    heads,
    setBack: chain.setBack(),
    ...(cut && {cut}),
  }
}
