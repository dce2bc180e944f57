import type {Step} from '../../manifest/manifest.ts'
import type {StepSeen, Watching} from '../request.ts'
import {notCalled, type StepResult} from './step-result.ts'

/** What those who watch are told of the steps. */
export type Seen = {
  /** A step is what it is now. */
  readonly be: (at: number, now: Partial<StepSeen>) => void
  readonly ended: (at: number, result: StepResult, earlier?: boolean) => void
  /** For the call of one step: its progress is its share of the whole. */
  readonly within: (at: number) => Watching
  readonly say: (line: string) => void
}

/** Tells `watch` of every change: the list of steps, and how much of the whole is done. */
export function seenBy(steps: readonly Step[], {steps: told, ...watch}: Watching): Seen {
  const rows: StepSeen[] = steps.map(({continueOnError = false}, at) => {
    const {step, name, tool} = notCalled(steps, at)
    return {step, name, tool, mayFail: continueOnError, state: 'waiting', attempt: 0, most: 1, ms: 0}
  })
  const be: Seen['be'] = (at, now) => {
    rows[at] = {...(rows[at] as StepSeen), ...now}
    told?.([...rows])
  }
  const whole = (at: number, share: number, message: string) =>
    watch.progress?.({progress: (at + share) / steps.length, message})
  return {
    be,
    ended(at, {outcome, attempts, ms}, earlier = false) {
      be(at, {
        state: 'ended',
        outcome,
        attempt: attempts,
        most: Math.max(attempts, rows[at]?.most ?? 1),
        ms,
        earlier,
      })
      whole(at, 1, rows[at]?.name ?? '')
    },
    within(at) {
      const name = rows[at]?.name ?? ''
      whole(at, 0, name)
      return {
        ...watch,
        progress(latest) {
          be(at, {progress: latest})
          whole(
            at,
            bounded(latest.progress),
            latest.message === undefined ? name : `${name}: ${latest.message}`,
          )
        },
      }
    },
    say: (line) => watch.log?.(line),
  }
}

const bounded = (share: number) => (Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0)
