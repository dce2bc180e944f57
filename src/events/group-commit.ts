import {setImmediate} from 'node:timers'
import {busy} from './database.ts'

type Waiting<Draft, Event> = {
  readonly draft: Draft
  readonly resolve: (event: Event) => void
  readonly reject: (error: unknown) => void
}

export type GroupCommit<Draft, Event> = {
  /** Resolves once it is durable. */
  readonly append: (draft: Draft) => Promise<Event>
  /** Writes at once what waits. */
  readonly flush: () => void
}

/**
 * What is appended within a turn of the event loop and the next, which reads what many clients sent at once, is written by one
 * `commit`, in the order in which it came, and waits once for the disk. Where they cannot be written together each is tried by
 * itself, so that none fails because of another.
 */
export function groupCommit<Draft, Event>(
  commit: (drafts: readonly Draft[]) => readonly Event[],
): GroupCommit<Draft, Event> {
  let waiting: Waiting<Draft, Event>[] = []
  const flush = () => {
    const group = waiting
    waiting = []
    if (group.length > 0) write(group, commit)
  }
  const append = async (draft: Draft) => {
    const {promise, resolve, reject} = Promise.withResolvers<Event>()
    if (waiting.push({draft, resolve, reject}) === 1) setImmediate(() => setImmediate(flush))
    return promise
  }
  return {append, flush}
}

function write<Draft, Event>(
  group: readonly Waiting<Draft, Event>[],
  commit: (drafts: readonly Draft[]) => readonly Event[],
): void {
  let events: readonly Event[]
  try {
    events = commit(group.map(({draft}) => draft))
  } catch (error) {
    // Who waited for another process's lock in vain has waited for all of them.
    if (group.length === 1 || busy(error)) for (const {reject} of group) reject(error)
    else for (const one of group) write([one], commit)
    return
  }
  for (const [at, event] of events.entries()) group[at]?.resolve(event)
}
