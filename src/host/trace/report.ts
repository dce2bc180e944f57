import {printable} from '../../manifest/show.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Findings} from './findings.ts'
import type {Kept, Reason} from './judge.ts'
import type {Declared} from './declared.ts'
import {proposalsFor, type NamedPlaces, type Proposal} from './proposals.ts'
import type {Seen} from './rounds.ts'
import type {Subject} from './subject.ts'
import {unusedOf} from './unused.ts'

/** What a trace has to say, for people and programs alike. */
export type Report = {
  readonly plugin: string
  readonly command: string
  readonly rounds: number
  /** How the last round ended. */
  readonly ended: {readonly because: string; readonly code: number | null}
  /** What is missing in `permissions`, as it would stand there. */
  readonly permissions: readonly string[]
  readonly proposals: readonly Proposal[]
  /** Tried, and given to no plugin. */
  readonly never: readonly {readonly path: string; readonly by: string; readonly says: string}[]
  readonly unused: readonly {readonly permission: string; readonly says: string}[]
  /** Left out: programs look there by themselves, and do without. */
  readonly usual: readonly string[]
  readonly notes: readonly string[]
}

const codes = {
  never: 'trace_never',
  root: 'trace_root',
  own: 'trace_own',
  nowhere: 'trace_nowhere',
  kind: 'trace_kind',
  closed: 'trace_closed',
  home: 'trace_home',
  name: 'trace_name',
} as const satisfies Readonly<Record<Reason, Problem['code']>>

export function report(
  {manifest, command}: Subject,
  seen: Seen,
  findings: Findings,
  declared: readonly Declared[],
  places: NamedPlaces,
  own: readonly string[],
): Report {
  const proposals = proposalsFor(findings, places, own)
  const {because, code} = seen.exit
  return {
    plugin: manifest.name,
    command: command.tool,
    rounds: seen.rounds,
    ended: {because, code},
    permissions: proposals.map(({permission}) => permission),
    proposals,
    never: uniquely(findings.kept),
    unused: unusedOf(declared, seen).map(({permission, about}) => ({permission, says: says(about)})),
    usual: findings.usual.map(printable),
    notes: notesOn(command.permissions, seen, findings).map(says),
  }
}

function uniquely(kept: readonly Kept[]): Report['never'] {
  const rows = kept.map(({reason, path, by}) => ({
    path: printable(path),
    by: printable(by),
    says: says(problem(codes[reason])),
  }))
  return [...new Map(rows.map((row) => [`${row.path} ${row.says}`, row])).values()]
}

function notesOn(texts: readonly string[], {exit, cut}: Seen, {direct}: Findings): Problem[] {
  const sys = texts.filter((text) => text.startsWith('sys:'))
  return [
    ...(exit.because === 'exited' && exit.code !== 0
      ? [problem('trace_failed', {status: exit.code ?? '-'})]
      : []),
    ...(exit.because === 'exited' ? [] : [problem('trace_ended', {because: exit.because.replace('_', ' ')})]),
    ...(cut ? [problem('trace_cut')] : []),
    ...(direct.length > 0 ? [problem('trace_direct', {addresses: direct.slice(0, 5).join(', ')})] : []),
    ...sys.map((text) => problem('trace_sys', {text})),
    problem('trace_unseen'),
  ]
}
