import {outcomes} from '../outcomes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type Interrupt = {readonly signal: AbortSignal; readonly release: () => void}

/**
 * Ctrl-C, SIGTERM and SIGHUP abort the call; the host then ends what runs and answers. A second one does not wait:
 * the process goes at once and the sandbox dies with it.
 */
export function interrupt(): Interrupt {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(outcomes.cancelled.exit)
    controller.abort()
  }
  for (const name of signals) process.on(name, stop)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, stop)
    },
  }
}
