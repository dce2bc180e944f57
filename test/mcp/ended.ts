import type {ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {setTimeout as delay} from 'node:timers/promises'

/** Asks a server to end, so that it can say what of it ran, and ends it where it does not. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await Promise.race([gone, delay(2000, undefined, {ref: false})])
  child.kill('SIGKILL')
}
