import type {Config} from '../../config/config.ts'
import {duration} from '../../manifest/limits.ts'
import type {Step} from '../../manifest/manifest.ts'
import type {Outcome} from '../../outcomes.ts'
import {find} from '../target.ts'
import type {World} from '../world.ts'

/**
 * What another attempt may end better: the program said no, it took too long, it was asked to come later. Everything else
 * either ends the same again (a right, an input, a changed file, a person who has to agree, a sandbox that is not to be
 * had), was somebody's wish (`cancelled`), or must not be done again: after `unknown_outcome`, and after `broken`, which also
 * stands for a host that failed behind a program that had run.
 */
const again: ReadonlySet<Outcome> = new Set(['failed', 'timed_out', 'rate_limited'])

export function worthRetrying(outcome: Outcome): boolean {
  return again.has(outcome)
}

/**
 * How often a step is tried. The step's own word goes first: who wrote it knows what it does. Where it has none the
 * configuration speaks, and only for a tool that says of itself that it may be run twice.
 */
export function retriesOf({retries, call}: Step, world: World): Config['retries'] {
  const usual = world.config.retries
  if (retries === undefined) return repeatable(world, call) ? usual : {...usual, attempts: 1}
  const {attempts = usual.attempts, delay = '', factor = usual.factor} = retries
  return {attempts, delayMs: duration(delay) ?? usual.delayMs, factor}
}

/** May it be run again although it may have run? */
export function repeatable(world: World, tool: string): boolean {
  const target = find(world, tool)
  if (target === undefined || 'problem' in target) return false
  if (target.operation !== undefined) return !target.operation.changes
  const {idempotent, readOnly} = target.command.annotations ?? {}
  return idempotent === true || readOnly === true
}

/** The wait after the n-th attempt; never more than an hour. */
export function waitAfter(attempt: number, {delayMs, factor}: Config['retries']): number {
  return Math.min(3_600_000, Math.round(delayMs * factor ** (attempt - 1)))
}
