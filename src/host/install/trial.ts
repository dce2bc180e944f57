import type {Outcome} from '../../outcomes.ts'

/** One example of a manifest, with what its words mean. */
export type Trial = {
  readonly run: string
  readonly tool: string
  readonly input: {readonly values: Readonly<Record<string, unknown>>} | {readonly problems: readonly []}
  /** Its words ask for a dry run. */
  readonly dryRun?: boolean
  readonly outcome?: Outcome
  readonly says?: string
  readonly config?: Readonly<Record<string, unknown>>
}

export type Tried = {
  readonly run: string
  readonly passed: boolean
  readonly outcome: Outcome
  readonly level: string | null
  /** What differed; empty where nothing did. */
  readonly differs: readonly string[]
  readonly ms: number
}
