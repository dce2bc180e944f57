/** Where a call comes in. */
export type Door = 'terminal' | 'mcp' | 'clock'

/** Who asks, as the door established it from evidence; never from input. */
export type Principal = {
  readonly name: string
  readonly roles: readonly string[]
  /** How the door knows, for the record: `uid 1000`, `key k3f9a2c1x0`, `entry nightly`. */
  readonly evidence: string
  /** On whose behalf: what that one may not do at their own terminal, this one may not either. */
  readonly owner?: Principal
}

export type Effect = 'allow' | 'ask' | 'deny'

/** The answer to one permission, and the rule that decided it. A denial without a rule: nothing covers it. */
export type Decision = {
  readonly effect: Effect
  readonly permission: string
  /** As the role's file has it. */
  readonly rule?: string
  /** The role whose own entry that is, which may be one that the principal's role extends. */
  readonly role?: string
  /** A resource: the consent given when its plugin was approved allows it, where no role objects. */
  readonly consented?: true
  /**
   * It names an input that is not known yet: this is the best any value can get, to be decided again once it
   * is.
   */
  readonly provisional?: true
  /** On whose behalf it was asked, where it is they who lack the right. */
  readonly whose?: string
  /** The workflow's own action, where that is what covers this step of it. */
  readonly through?: string
}

/**
 * The answer to everything a call needs: the worst effect, the decision that brought it about, and all of
 * them.
 */
export type Verdict = {
  readonly effect: Effect
  readonly because: Decision
  readonly decisions: readonly Decision[]
  /** Some decision is provisional. */
  readonly provisional?: true
}
