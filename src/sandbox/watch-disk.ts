import {setTimeout} from 'node:timers/promises'
import {keepsTooMuch, roomFor} from './disk.ts'
import type {Cause} from './stop.ts'

const everyMs = 50
/** How many looks ahead it must not run out of room, at the pace of the last: the end of a run takes a while too. */
const ahead = 4
/** A walk takes as long as there are files; it must not take the machine. */
const restMs = 500
const restsPerWalk = 4

/** Calls `over` when what is kept in `folder` is more than it may be, or leaves the disk that holds it nearly full. */
export function watchDisk(folder: string, bytes: number, over: (cause: Cause) => void): {stop(): void} {
  const ending = new AbortController()
  let before = room(folder)
  const timer = setInterval(() => {
    const now = room(folder)
    if (now - Math.max(0, before - now) * ahead < 0) over('disk_limit')
    before = now
  }, everyMs).unref()
  void walkAgain(folder, bytes, over, ending.signal)
  return {
    stop() {
      clearInterval(timer)
      ending.abort()
    },
  }
}

async function walkAgain(
  folder: string,
  bytes: number,
  over: (cause: Cause) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const before = performance.now()
    if ((await keepsTooMuch(folder, bytes, signal)) && !signal.aborted) return over('disk_limit')
    const rest = Math.max(restMs, (performance.now() - before) * restsPerWalk)
    await setTimeout(rest, undefined, {signal, ref: false}).catch(() => {})
  }
}

/** A folder that is gone takes no room. */
function room(folder: string): number {
  try {
    return roomFor(folder)
  } catch {
    return Number.MAX_SAFE_INTEGER
  }
}
