/**
 * Something a role lets people do. Without an argument: to anything; with `input`: to what that input will
 * name.
 */
export type ActionClaim = {readonly kind: 'action'; readonly argument?: string; readonly input?: string}

/**
 * A folder or file and all below it; writing includes reading. `variable`: what `path` begins with, still
 * unknown.
 */
export type PathClaim = {
  readonly kind: 'path'
  readonly access: 'read' | 'write'
  readonly path: string
  readonly variable?: string
}

/**
 * `host` is a name, an address, `*.suffix`, or `*` in a role; `port` a number or `*`. A socket is its path, with `''` as its port.
 * `variable`: what `host` stands for, still unknown.
 */
export type HostClaim = {
  readonly kind: 'host'
  readonly host: string
  readonly port: string
  readonly variable?: string
}

/** A program by its name, or by its absolute path. */
export type ProgramClaim = {readonly kind: 'program'; readonly program: string}

/** An environment variable; with `prefix` every one whose name begins so. */
export type VariableClaim = {readonly kind: 'variable'; readonly name: string; readonly prefix: boolean}

type Claim = ActionClaim | PathClaim | HostClaim | ProgramClaim | VariableClaim

/** A permission that was read, in canonical form: equal texts mean equal rights. */
export type Permission = {
  readonly text: string
  readonly area: string
  /**
   * What it is filed under: `health:check`, `sys:root`, `fs`, `net`, `exec`, `env`. Families never overlap.
   */
  readonly family: string
  readonly claim: Claim
}
