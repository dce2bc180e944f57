import type {EventFilter, StoredEvent} from './journal.ts'
import {signOfLife} from './sign-of-life.ts'

/** How soon after a sign of life the journal is asked again, and how rarely without one. Milliseconds. */
const [soon, rarely] = [2, 1_000]

/** What a tail reads from. `newest` is the last sequence number, 0 where there is none. */
export type Source = {
  readonly file: string
  read(filter: EventFilter): Iterable<StoredEvent>
  newest(): number
}

/**
 * Matching events as they come, whichever process writes them, until the signal. Begins after `filter.after`, else with the
 * newest `filter.limit`, else with what comes after this call.
 */
export function tail(
  source: Source,
  filter: EventFilter,
  signal: AbortSignal,
): AsyncGenerator<StoredEvent, void> {
  const {limit = 0, ...endless} = filter
  if (filter.after !== undefined) return follow(source, endless, filter.after, signal)
  const [first] = source.read({...endless, limit})
  return follow(source, endless, first === undefined ? source.newest() : first.sequence - 1, signal)
}

async function* follow(
  source: Source,
  filter: EventFilter,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<StoredEvent, void> {
  const life = signOfLife(`${source.file}-wal`, signal)
  try {
    for (let [seen, pause] = [after, soon]; !signal.aborted;) {
      const newest = source.newest()
      for (const event of source.read({...filter, after: seen})) {
        yield event
        if (signal.aborted) return
        seen = event.sequence
      }
      seen = Math.max(seen, newest)
      pause = (await life.within(pause)) ? soon : Math.min(pause * 2, rarely)
    }
  } finally {
    life.close()
  }
}
