import {setTimeout as delay} from 'node:timers/promises'
import {duration} from '../../manifest/limits.ts'
import type {Step} from '../../manifest/manifest.ts'
import type {Problem} from '../../text/problem.ts'
import {withTime} from '../out-of-time.ts'
import type {CallResult} from '../request.ts'
import type {Flow} from './flow.ts'
import {retriesOf, waitAfter, worthRetrying} from './retries.ts'
import type {Seen} from './seen.ts'
import {notCalled, type StepResult} from './step-result.ts'

/** One step with all its attempts, and what its last one complained of. */
export type Tried = {readonly result: StepResult; readonly problems: readonly Problem[]}

/** Where the attempts of a step begin. */
export type From = {readonly attempt: number; readonly resume?: string | undefined}

/** Calls a step, again where that is worth it. `from`: its first attempt now, and what of its own that goes on with. Ends early with the flow's signal. */
export async function tryStep(flow: Flow, at: number, seen: Seen, from: From = {attempt: 1}): Promise<Tried> {
  const first = from.attempt
  const {work, host, signal} = flow
  const retries = retriesOf(flow.steps[at] as Step, work.world)
  const most = Math.max(first, work.request.dryRun ? 1 : retries.attempts)
  const startedAt = host.now()
  for (let attempt = first; ; attempt++) {
    seen.be(at, {state: 'running', attempt, most, ms: host.now() - startedAt})
    const {outcome, call, problems} = await once(flow, at, seen, {
      attempt,
      resume: attempt === first ? from.resume : undefined,
    })
    const wait = attempt < most && worthRetrying(outcome) ? waitAfter(attempt, retries) : undefined
    if (wait !== undefined) seen.be(at, {state: 'pausing', outcome, ms: host.now() - startedAt})
    if (wait === undefined || !(await waited(wait, signal))) {
      const ms = host.now() - startedAt
      return {result: {...notCalled(flow.steps, at), outcome, call, attempts: attempt, ms}, problems}
    }
  }
}

async function once(flow: Flow, at: number, seen: Seen, {attempt, resume}: From): Promise<CallResult> {
  const {call: tool, input = {}, timeout} = flow.steps[at] as Step
  const time = withTime(flow.signal, duration(timeout ?? ''))
  const request = {
    ...flow.work.request,
    tool,
    input: async () => ({values: input}),
    resume: resume ?? false,
    signal: time.signal,
    watch: seen.within(at),
  }
  return flow.callStep(request, {...flow.above, step: at + 1, attempt}).finally(time.done)
}

/** False where the signal came first. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, {signal})
    return true
  } catch {
    return false
  }
}
