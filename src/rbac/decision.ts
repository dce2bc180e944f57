/** Who asks, as the door established it from evidence; never from input. */
export type Principal = {
  readonly name: string
  readonly roles: readonly string[]
  /** How the door knows, for the record: `uid 1000`, `key k3f9a2c1x0`, `entry nightly`. */
  readonly evidence: string
}

export type Effect = 'allow' | 'ask' | 'deny'

/** The answer to one permission, with the rule and the role that decided it. Neither is there where nothing matched. */
export type Decision = {
  readonly effect: Effect
  readonly permission: string
  readonly rule?: string
  readonly role?: string
}

/** The answer to everything a call needs: the worst effect, the decision that brought it about, and all of them. */
export type Verdict = {
  readonly effect: Effect
  readonly because: Decision
  readonly decisions: readonly Decision[]
}
