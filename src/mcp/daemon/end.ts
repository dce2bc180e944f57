import {setTimeout as delay} from 'node:timers/promises'
import type {Doors} from './doors.ts'
import type {Ledger} from './ledger.ts'

/** The end of a server, once somebody asks for it. */
export type End = {
  /** Resolves once it is to end. */
  readonly asked: Promise<void>
  /** Resolves once that is not to wait for what runs. */
  readonly now: Promise<void>
  readonly ask: (now: boolean) => void
}

/** At the signal, or when `ask` is called. */
export function ending(signal: AbortSignal): End {
  const [asked, now] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ask = (atOnce: boolean) => {
    asked.resolve()
    if (atOnce) now.resolve()
  }
  if (signal.aborted) ask(false)
  signal.addEventListener('abort', () => ask(false), {once: true})
  return {asked: asked.promise, now: now.promise, ask}
}

/** From the end of a call until its answer is on the socket. Milliseconds. */
const answerMs = 200

/** No call begins any more; those that run get their time. Gives how many had to be cancelled. */
export async function drain(
  calls: Ledger,
  doors: Doors,
  now: Promise<void>,
  drainMs: number,
): Promise<number> {
  calls.close()
  doors.shut()
  const clock = new AbortController()
  const late = delay(drainMs, undefined, {signal: clock.signal}).catch(() => {})
  await Promise.race([calls.idle(), late, now])
  clock.abort()
  const cancelled = calls.running()
  // A call that has ended is not yet an answer that was written.
  await delay(answerMs)
  await doors.end()
  return cancelled
}
