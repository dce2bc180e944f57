import {problem, type Problem} from '../text/problem.ts'
import {aborted} from './aborted.ts'
import {clock} from './clock.ts'
import type {FactName, Facts, FactShapes} from './facts.ts'
import {load} from './load.ts'
import type {Machine} from './machine.ts'
import {memory} from './memory.ts'
import {mounts} from './mounts.ts'
import {network} from './network.ts'
import {packages} from './packages.ts'
import {pressure} from './pressure.ts'
import {processes} from './processes.ts'
import {unavailable, type Absent, type Unavailable} from './reason.ts'
import {runs} from './runs.ts'
import {sensors} from './sensors.ts'
import {server} from './server.ts'
import {units} from './units.ts'

type Answer<Name extends FactName> = FactShapes[Name] | Unavailable | Absent
type Collector<Name extends FactName> = {
  /** Longer than this it may not take; it then counts as unavailable. */
  readonly seconds: number
  readonly of: (machine: Machine, signal: AbortSignal) => Answer<Name> | Promise<Answer<Name>>
}

const collectors: {readonly [Name in FactName]: Collector<Name>} = {
  mounts: {seconds: 3, of: mounts},
  load: {seconds: 1, of: load},
  memory: {seconds: 1, of: memory},
  pressure: {seconds: 1, of: pressure},
  sensors: {seconds: 2, of: sensors},
  units: {seconds: 5, of: units},
  clock: {seconds: 3, of: clock},
  processes: {seconds: 3, of: processes},
  runs: {seconds: 3, of: runs},
  server: {seconds: 1, of: server},
  packages: {seconds: 30, of: packages},
  network: {seconds: 1, of: network},
}

/** Every fact there is; `facts:<name>` in a manifest asks for it. */
export const factNames = Object.keys(collectors) as readonly FactName[]

/** What a caller has to say about its machine; the rest is the machine itself. */
export type Context = Pick<Machine, 'now' | 'runs' | 'server'> &
  Partial<Machine> & {readonly signal: AbortSignal}

/**
 * The named facts, all at once, each with its own time limit. Never rejects: a fact that cannot be had, does not come in time
 * or is no longer wanted (`signal`) says so in its place.
 */
export async function collect(names: readonly FactName[], {signal, ...context}: Context): Promise<Facts> {
  const machine: Machine = {root: '', path: '/usr/sbin:/usr/bin:/sbin:/bin', ...context}
  const found = await Promise.all(names.map(async (name) => [name, await one(name, machine, signal)]))
  return Object.fromEntries(found)
}

async function one(name: FactName, machine: Machine, caller: AbortSignal): Promise<Answer<FactName>> {
  const {seconds, of} = collectors[name]
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(new Error('too slow')), seconds * 1000)
  const signal = AbortSignal.any([caller, limit.signal])
  try {
    return await Promise.race([aborted(signal), begin(() => of(machine, signal))])
  } catch (cause) {
    return unavailable(
      limit.signal.aborted ? problem('fact_slow', {fact: name, seconds}) : failure(name, cause),
    )
  } finally {
    clearTimeout(timer)
  }
}

/** So that one that throws at once does so like the others. */
async function begin<T>(work: () => T | Promise<T>): Promise<T> {
  return work()
}

function failure(fact: FactName, cause: unknown): Problem {
  return problem('fact_unavailable', {fact, cause: cause instanceof Error ? cause.message : String(cause)})
}
