import type {Outcome} from '../../../src/outcomes.ts'

/** How a run that did not go well ended, in words; the manifest tells them in other languages. */
const words: Readonly<Partial<Record<Outcome, string>>> = {
  failed: 'it failed',
  findings: 'it found something wrong',
  broken: 'Parrot could not do its part',
  no_sandbox: 'there was no sandbox for it',
  unknown_outcome: 'its end was not recorded',
  needs_input: 'it asked something',
  tampered: 'its files were not the approved ones',
  timed_out: 'it took too long and was stopped',
  cancelled: 'it was cancelled',
}

/** The work waits for somebody, or somebody took it back: that is said, and nothing to be warned of. */
const harmless: ReadonlySet<string> = new Set<Outcome>(['needs_input', 'cancelled'])

export function endedAs(outcome: string | null): string {
  return outcome === null ? 'it has no end yet' : (words[outcome as Outcome] ?? `it ended as ${outcome}`)
}

export const wentWrong = (outcome: string | null): boolean => outcome !== null && !harmless.has(outcome)
