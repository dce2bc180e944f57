import type {EventFilter} from '../events/journal.ts'
import {freshNow} from '../host/fresh.ts'
import {gateOf} from '../host/gate.ts'
import type {CallResult, Input, Watching} from '../host/request.ts'
import {tooMany} from '../host/too-many.ts'
import type {Outcome} from '../outcomes.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Visit} from './attend.ts'
import type {Asked, Given} from './messages.ts'
import {deliverResult, type Wire} from './wire.ts'

/** What a terminal has running. */
export type Doing = {
  /** Rejects where it could not be told how it ended. */
  readonly ended: Promise<void>
  readonly stop: () => void
  /** False where nothing was asked for. */
  readonly give: (given: Given) => boolean
  /** It goes on only when the terminal has said something. */
  readonly waits: () => boolean
}

/** One call by this person, whose rights and plugins are those of now. `asking`: told whenever it begins or ends to wait for the terminal. */
export function doCall(wire: Wire, visit: Visit, asked: Asked, asking: () => void): Doing {
  const stopping = new AbortController()
  let wanted: ((given: Given | undefined) => void) | undefined
  let leave = () => {}
  const answered = (given: Given | undefined): boolean => {
    const answer = wanted
    wanted = undefined
    answer?.(given)
    return answer !== undefined
  }
  const ask = async (): Promise<Input> => {
    if (stopping.signal.aborted) return {problems: [problem('people_left')]}
    const {promise, resolve} = Promise.withResolvers<Given | undefined>()
    wanted = resolve
    wire.say({want: 'input'})
    asking()
    const given = await promise
    // Who takes long to say what they give keeps no place meanwhile. Rights are those of after the wait.
    if (given !== undefined) leave = await turn(visit, asked.tool, wire, stopping.signal)
    await freshNow(visit.parrot)
    if (given === undefined || stopping.signal.aborted) return {problems: [problem('people_left')]}
    return given.values === undefined ? {problems: [problem('people_input')]} : {values: given.values}
  }
  let given: Promise<Input> | undefined
  const input = () => (given ??= ask())
  const stop = () => {
    stopping.abort()
    answered(undefined)
  }
  const ended = called(visit, asked, {input, signal: stopping.signal, watch: watchOver(wire)})
    .finally(() => leave())
    .then((result) => deliverResult(wire, result))
  return {ended, stop, give: answered, waits: () => wanted !== undefined}
}

/**
 * What to call once its place among all that runs in this server is free again: a plugin, or what the host does for one, takes one, and agents of the
 * same user share theirs. However many of those wait, a terminal's few calls may wait with them.
 */
async function turn(
  {parrot, person}: Visit,
  tool: string,
  connection: object,
  signal: AbortSignal,
): Promise<() => void> {
  if (!parrot.catalog.commands.has(tool)) return () => {}
  const who = {caller: parrot.agentFor(person.uid, person.username).evidence, connection}
  const leave = await gateOf(parrot)
    .enter(who, signal, Number.POSITIVE_INFINITY)
    .catch(() => undefined)
  return leave ?? (() => {})
}

type Ways = {
  readonly input: () => Promise<Input>
  readonly signal: AbortSignal
  readonly watch: Watching
}

async function called(
  {parrot, person, limits, calls, refused}: Visit,
  {tool, dryRun, unsandboxed, resume = false}: Asked,
  ways: Ways,
): Promise<CallResult> {
  const leave = calls.enter(person.uid, limits.mostCalls)
  if (leave === undefined)
    return refusal(tool, 'rate_limited', problem('people_busy', {most: limits.mostCalls}))
  try {
    await freshNow(parrot)
    const again = () => parrot.personFor(person)
    const by = again()
    // Each call that is refused is on record, and nobody without a role fills the journal.
    if (by.roles.length === 0 && tooMany(refused, 'strangers'))
      return refusal(tool, 'denied', problem('people_strangers'))
    return await parrot.call({
      tool,
      by,
      again,
      door: 'terminal',
      person,
      dryRun,
      unsandboxed,
      resume,
      ...ways,
    })
  } catch {
    return refusal(tool, 'broken', problem('server_ending'))
  } finally {
    leave()
  }
}

function refusal(tool: string, outcome: Outcome, ...problems: readonly Problem[]): CallResult {
  return {call: '', tool, outcome, problems, ms: 0}
}

function watchOver(wire: Wire): Watching {
  return {
    log: (log) => wire.mention({log}),
    progress: (progress) => wire.mention({progress}),
    steps: (steps) => wire.mention({steps}),
    ending: (ending) => wire.mention({ending}),
  }
}

/** Events as they come, until the terminal has enough of them. */
export function doTail(wire: Wire, {parrot, person, limits, calls}: Visit, filter: EventFilter): Doing {
  const stopping = new AbortController()
  const leave = calls.enter(person.uid, limits.mostCalls)
  const tail = async () => {
    if (leave === undefined) return wire.deliver({refused: problem('people_busy', {most: limits.mostCalls})})
    await freshNow(parrot)
    const {signal} = stopping
    for await (const event of parrot.tail(parrot.personFor(person), filter, signal)) {
      // Whoever may not read it any more has read enough.
      if (parrot.may(parrot.personFor(person), 'events_list').effect !== 'allow') break
      await wire.deliver({event})
    }
    await wire.deliver({ended: true})
  }
  return {ended: tail().finally(leave), stop: () => stopping.abort(), give: () => false, waits: () => false}
}
