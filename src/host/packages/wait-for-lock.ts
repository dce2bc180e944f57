import {setTimeout as delay} from 'node:timers/promises'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Doing, Holder, PackageManager} from './manager.ts'

const everyMs = 250

/** Waits until no other process changes packages, and says once whom it waits for. A problem where that took too long. */
export async function waitForLock(
  {holder}: PackageManager,
  seconds: number,
  {signal, log}: Pick<Doing, 'signal' | 'log'>,
): Promise<Problem | undefined> {
  const until = performance.now() + seconds * 1000
  let told: number | undefined
  for (let by = holder(); by !== undefined; by = holder()) {
    if (signal.aborted) return undefined
    if (performance.now() >= until) return by.pid === 0 ? left(by) : problem('update_locked', about(by))
    if (told !== by.pid) log(says(by.pid === 0 ? left(by) : problem('update_waits', about(by))))
    told = by.pid
    await delay(everyMs, undefined, {signal}).catch(() => {})
  }
  return undefined
}

const left = ({file}: Holder) => problem('update_lock_left', {file})
const about = ({pid, program, file}: Holder) => ({pid, program, file})
