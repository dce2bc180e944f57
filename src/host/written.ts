import {isDeepStrictEqual} from 'node:util'
import type {EventDraft} from '../events/journal.ts'

/** What one call leaves in the journal, in the order in which it was noted. */
export type Written = {
  /** Waits for nothing, so that what is noted before the next wait costs the disk one. */
  readonly note: (event: EventDraft) => void
  /** Rejects where anything noted so far could not be made durable, with what spoke against it. */
  readonly durable: () => Promise<void>
  /** That, as far as it is known by now. */
  readonly failed: () => {readonly cause: unknown} | undefined
}

export function written(record: (event: EventDraft) => Promise<unknown>): Written {
  let failure: {readonly cause: unknown} | undefined
  const noted: Promise<unknown>[] = []
  const keep = (cause: unknown) => {
    failure ??= {cause}
  }
  return {
    note: (event) => void noted.push(record(event).catch(keep)),
    durable: async () => {
      await Promise.all(noted)
      if (failure !== undefined) throw failure.cause
    },
    failed: () => failure,
  }
}

/** Where the same decision comes once more it is on record already, also one that comes before its input is read again. */
export function unlessSaid(journal: Written, said: EventDraft): Written {
  const note = (event: EventDraft) => {
    const both = {...said, ...event, payload: {...said.payload, ...event.payload}}
    if (!isDeepStrictEqual(both, said)) journal.note(event)
  }
  return {...journal, note}
}
