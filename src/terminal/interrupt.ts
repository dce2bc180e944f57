import {outcomes} from '../outcomes.ts'
import {problem} from '../text/problem.ts'
import {nextHere, saysHere, word} from '../text/reader.ts'

/** Told without waiting: whoever asks twice wants to be gone. */
function leave(): never {
  const about = problem('not_awaited')
  process.stderr.write(`${word('Error:')} ${saysHere(about)}\n→ ${nextHere(about)}\n`)
  process.exit(outcomes.cancelled.exit)
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type Interrupt = {readonly signal: AbortSignal; readonly release: () => void}

/**
 * Ctrl-C, SIGTERM and SIGHUP abort the call; the host then ends what runs and answers. A second one does not wait:
 * the process goes at once and the sandbox dies with it. What serves may take SIGHUP as the word to reload.
 */
export function interrupt(reload?: () => void): Interrupt {
  const controller = new AbortController()
  const stop = (name: NodeJS.Signals) => {
    // Whoever else listens to it, as a server does, takes it for something else.
    if (name === 'SIGHUP' && process.listenerCount(name) > 1) return
    if (name === 'SIGHUP' && reload !== undefined) return reload()
    if (controller.signal.aborted) leave()
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
