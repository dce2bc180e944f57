import type {Step} from '../../manifest/manifest.ts'
import type {Outcome} from '../../outcomes.ts'

/** How one step ended, over all its attempts; `outcome` and `call` are the last one's, null where it was not called. */
export type StepResult = {
  /** From 1. */
  readonly step: number
  readonly name: string
  readonly tool: string
  readonly outcome: Outcome | null
  readonly call: string | null
  readonly attempts: number
  readonly ms: number
}

/** A step that was not called. */
export function notCalled(steps: readonly Step[], at: number): StepResult {
  const {name, call: tool} = steps[at] as Step
  return {step: at + 1, name: name ?? tool, tool, outcome: null, call: null, attempts: 0, ms: 0}
}

export function wentWell(outcome: Outcome | null): boolean {
  return outcome === 'ok' || outcome === 'findings'
}
