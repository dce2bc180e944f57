import {existsSync, statSync} from 'node:fs'
import {problem} from '../text/problem.ts'
import {ask, isThere} from './ask.ts'
import {isMissing, type Machine} from './machine.ts'
import {unavailable, type Unavailable} from './reason.ts'

/** Whether the clock follows a time source. */
export type Clock = {
  readonly synchronized: boolean
  /** Who says so. `kernel`: its own flag, set by whatever disciplines the clock. */
  readonly by: 'systemd-timesyncd' | 'chrony' | 'kernel'
  /** When it was last set, ISO 8601 in UTC; null where that is not said. */
  readonly lastSyncAt: string | null
}

/** Asks whoever keeps the clock: timesyncd's files, chrony, the kernel through timedatectl or busybox. */
export async function clock(machine: Machine, signal: AbortSignal): Promise<Clock | Unavailable> {
  const {root} = machine
  if (existsSync(`${root}/run/systemd/timesync`)) return timesyncd(machine)
  if (existsSync(`${root}/run/chrony`))
    return chrony(await ask(machine, 'chronyc', ['-n', '-c', 'tracking'], signal))
  if (existsSync(`${root}/run/systemd/system`)) {
    return timedated(
      await ask(machine, 'timedatectl', ['show', '--property=NTPSynchronized', '--value'], signal),
    )
  }
  if (!isThere(machine, 'busybox')) return unavailable(problem('clock_unsaid'))
  const status = await ask(machine, 'busybox', ['adjtimex'], signal).catch(() => '')
  const [, bits] = /status: +(\d+)/.exec(status) ?? []
  return bits === undefined
    ? unavailable(problem('clock_unsaid'))
    : kernel((Number(bits) & unsynchronized) === 0)
}

/** STA_UNSYNC of adjtimex(2). */
const unsynchronized = 0x40

/** Three times the longest pause that timesyncd makes by default (PollIntervalMaxSec, 2048 s). */
const timesyncdForgets = 3 * 2048 * 1000

function timesyncd({root, now}: Machine): Clock {
  const at = touched(`${root}/run/systemd/timesync/synchronized`)
  return {
    synchronized: at !== null && now() - at < timesyncdForgets,
    by: 'systemd-timesyncd',
    lastSyncAt: at === null ? null : new Date(at).toISOString(),
  }
}

function touched(file: string): number | null {
  try {
    return Math.floor(statSync(file).mtimeMs)
  } catch (cause) {
    if (isMissing(cause)) return null
    throw cause
  }
}

/** One line of fourteen values; the fourth is the time of the last measurement, the last one the leap status. */
function chrony(line: string): Clock {
  const values = line.trim().split(',')
  const at = Number(values[3])
  if (values.length !== 14 || !Number.isFinite(at)) throw new Error('chronyc does not answer as expected')
  const synchronized = values[13] !== 'Not synchronised'
  return {synchronized, by: 'chrony', lastSyncAt: at > 0 ? new Date(at * 1000).toISOString() : null}
}

function timedated(answer: string): Clock {
  const word = answer.trim()
  if (word !== 'yes' && word !== 'no') throw new Error('timedatectl does not answer as expected')
  return kernel(word === 'yes')
}

function kernel(synchronized: boolean): Clock {
  return {synchronized, by: 'kernel', lastSyncAt: null}
}
