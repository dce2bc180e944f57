import type {Machine} from './machine.ts'

/**
 * What the journal remembers of one tool; every enabled tool has an entry, whether it ever ran or not. A dry run is no run, nor is a call
 * that was turned away. Times are ISO 8601 in UTC.
 */
export type Run = {
  readonly tool: string
  readonly lastAt: string | null
  readonly lastOutcome: string | null
  /** The last time that it ended with `ok`. */
  readonly lastOkAt: string | null
}

/** The last run and the last success of each tool, as the host's journal has them. */
export async function runs(machine: Machine, signal: AbortSignal): Promise<readonly Run[]> {
  return machine.runs(signal)
}
