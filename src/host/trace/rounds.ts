import {programPermission} from '../../rbac/area/exec.ts'
import {pathPermission} from '../../rbac/area/fs.ts'
import type {Permission} from '../../rbac/claim.ts'
import {isSecret} from '../../sandbox/masks.ts'
import type {Exit} from '../../sandbox/sandbox.ts'
import type {Problem} from '../../text/problem.ts'
import {judge, type Need} from './judge.ts'
import {mostTouches, once, type Round} from './round.ts'
import type {Touch} from './touches.ts'

/** What all rounds together have shown. */
export type Seen = {
  readonly touches: readonly Touch[]
  /** Paths that were shown to it beyond what it declares. */
  readonly given: readonly string[]
  readonly rounds: number
  /** Of the last round. */
  readonly exit: Exit
  /** What the proxy refused in any round. */
  readonly refused: readonly string[]
  /** There was more than is kept of one run. */
  readonly cut: boolean
}

export type Rounds = Round & {
  /** May whoever asks be given this? */
  readonly allows: (permission: Permission) => boolean
}

const mostRounds = 8
/** Whole, they would cover what every sandbox has there: Parrot's Node, and room to write. */
const covering: ReadonlySet<string> = new Set(['/opt', '/tmp', '/'])

/**
 * Runs the job again and again, each time with what it tried to read before and this machine has, until it tries nothing
 * new: a program that fails at its first file does not show its second. Nothing is given for writing, and no host.
 */
export async function inRounds(asked: Rounds): Promise<Seen | {readonly problem: Problem}> {
  const {options, allows} = asked
  const touches = new Map<string, Touch>()
  const given = new Set<string>()
  const refused = new Set<string>()
  const seen = (exit: Exit, rounds: number): Seen => ({
    touches: [...touches.values()],
    given: [...given],
    refused: [...refused],
    rounds,
    exit,
    cut: touches.size >= mostTouches,
  })
  let last: Seen | undefined
  for (let rounds = 1; ; rounds += 1) {
    const exit = await once(asked, [...given], touches)
    // What was there a moment ago may be gone; what was seen until then still was.
    if ('problem' in exit) return last ?? exit
    for (const one of exit.refused) refused.add(one)
    last = seen(exit, rounds)
    const fresh = readable(last, options.own, allows)
    if (fresh.length === 0 || rounds === mostRounds || exit.because !== 'exited' || last.cut) return last
    for (const path of fresh) given.add(path)
  }
}

/** What may be shown to it besides in the next round. */
function readable({touches, given}: Seen, own: readonly string[], allows: Rounds['allows']): string[] {
  const needs = touches.flatMap((touch) => needOf(touch, own) ?? [])
  const readable = needs.filter(
    ({want, path}) =>
      want !== 'write' &&
      !given.includes(path) &&
      !covering.has(path) &&
      !isSecret(path, own) &&
      [pathPermission('read', path), ...(want === 'run' ? [programPermission(path)] : [])].every(allows),
  )
  return [...new Set(readable.map(({path}) => path))]
}

function needOf({access, ...touch}: Touch, own: readonly string[]): Need | undefined {
  if (access === 'connect' || touch.got) return undefined
  const judged = judge({...touch, access}, own)
  return judged !== undefined && 'need' in judged ? judged.need : undefined
}
