import {problem, type Problem} from '../../text/problem.ts'
import {pathPermission} from '../../rbac/area/fs.ts'
import {createSandbox} from '../../sandbox/engine.ts'
import {isSecret} from '../../sandbox/masks.ts'
import type {SandboxOptions} from '../../sandbox/options.ts'
import type {Exit, Job, Watch} from '../../sandbox/sandbox.ts'
import type {Permission} from '../../rbac/claim.ts'
import {follower} from './follow.ts'
import type {Touch} from './touches.ts'
import {alwaysShown} from './host-path.ts'
import {interpreterOf} from './interpreter.ts'
import {judge, type Need} from './judge.ts'

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

export type Rounds = {
  readonly job: Job
  readonly options: SandboxOptions
  readonly strace: string
  readonly signal: AbortSignal
  readonly watch: Watch
  /** May whoever asks be given this? */
  readonly allows: (permission: Permission) => boolean
}

const mostRounds = 8
const mostTouches = 20_000
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

async function once(
  {job, options, strace, signal, watch}: Rounds,
  given: readonly string[],
  touches: Map<string, Touch>,
): Promise<Exit | {readonly problem: Problem}> {
  const entry = `/plugin/${job.entry}`
  const line = follower(entry, (touch) => {
    // Every sandbox shows these, and a program of them tells only that it runs.
    if (alwaysShown(touch.path) && ['look', 'read'].includes(touch.access)) return
    const key = `${touch.access} ${touch.got} ${touch.closed} ${touch.path}`
    if (touches.size < mostTouches && !touches.has(key)) touches.set(key, meant(touch, job))
  })
  const grants = {...job.grants, read: [...job.grants.read, ...given]}
  const sandbox = createSandbox({...options, tracer: {program: strace, line}})
  const end = await sandbox.run({...job, grants}, signal, watch)
  if ('because' in end) return end
  return {problem: complaintOf(strace, String(end.refused.params['cause'] ?? '')) ?? end.refused}
}

/** A script that is there and cannot be started lacks the program of its first line. */
function meant(touch: Touch, {dir, entry}: Job): Touch {
  if (touch.got || touch.access !== 'run' || touch.path !== `/plugin/${entry}`) return touch
  return {...touch, path: interpreterOf(`${dir}/${entry}`) ?? touch.path}
}

/** What keeps strace from its work, where that is what failed. */
function complaintOf(strace: string, complaint: string): Problem | undefined {
  if (!complaint.startsWith(`${strace}: `)) return undefined
  const cause = complaint.slice(strace.length + 2)
  return /ptrace|not permitted/i.test(cause)
    ? problem('trace_forbidden', {cause})
    : problem('trace_broken', {cause})
}

/** What may be shown to it besides in the next round. */
function readable({touches, given}: Seen, own: readonly string[], allows: Rounds['allows']): string[] {
  const needs = touches.flatMap((touch) => needOf(touch, own) ?? [])
  const paths = needs.filter(({want}) => want !== 'write').map(({path}) => path)
  return [...new Set(paths)].filter(
    (path) =>
      !given.includes(path) &&
      !covering.has(path) &&
      !isSecret(path, own) &&
      allows(pathPermission('read', path)),
  )
}

function needOf({access, ...touch}: Touch, own: readonly string[]): Need | undefined {
  if (access === 'connect' || touch.got) return undefined
  const judged = judge({...touch, access}, own)
  return judged !== undefined && 'need' in judged ? judged.need : undefined
}
