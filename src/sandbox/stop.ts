import type {Exit, RunLimits, Watch} from './sandbox.ts'
import type {Shim} from './start.ts'

export type Cause = Exclude<Exit['because'], 'exited'>

export type Stop = {
  /** Ends the run for this cause, unless it is already being ended for another. */
  for(cause: Cause): void
  /** The first cause, where there was one. */
  cause(): Cause | undefined
  /** SIGTERM was not enough. */
  killed(): boolean
  /** The plugin has ended: no signal and no timer is wanted any more. */
  settle(): void
}

/** While these go on the machine suffers, so there is no grace. */
const harmful: ReadonlySet<Cause> = new Set(['output_limit', 'memory_limit', 'process_limit', 'disk_limit'])

/** Watches the time and the caller of a run. Whatever ends it: SIGTERM for the plugin, the grace period, then everything goes. */
export function stopper(
  shim: Shim,
  {timeoutMs, graceMs}: RunLimits,
  signal: AbortSignal,
  {ending}: Pick<Watch, 'ending'>,
): Stop {
  let cause: Cause | undefined
  let killed = false
  let grace: NodeJS.Timeout | undefined
  const end = () => {
    killed = true
    shim.end()
  }
  const stop = (why: Cause) => {
    if (cause !== undefined) return
    cause = why
    shim.ask()
    grace = setTimeout(end, harmful.has(why) ? 0 : graceMs)
  }
  const time = setTimeout(stop, timeoutMs, 'timed_out')
  const cancel = () => {
    if (cause === undefined) ending?.(graceMs)
    stop('cancelled')
  }
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  return {
    for: stop,
    cause: () => cause,
    killed: () => killed,
    settle() {
      clearTimeout(time)
      clearTimeout(grace)
      signal.removeEventListener('abort', cancel)
    },
  }
}
