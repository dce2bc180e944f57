import {mkdirSync, statSync} from 'node:fs'
import {foreignFolder} from './config/foreign.ts'
import {pathsFor, type Paths, type Surroundings} from './config/paths.ts'
import type {OpenJournal} from './events/journal.ts'
import {call, type CallDeps} from './host/call.ts'
import {placesOf} from './host/catalog/places.ts'
import {openHostJournal, runsFolder} from './host/journal.ts'
import {loadWorld} from './host/load-world.ts'
import {onlyRefusals} from './host/only-refusals.ts'
import {operations} from './host/operations.ts'
import type {Parrot} from './host/parrot.ts'
import {pastRuns} from './host/past-runs.ts'
import {start} from './host/start.ts'
import {sandboxOptions} from './host/sandbox-options.ts'
import {mayRun, visible} from './host/visible.ts'
import {vouch} from './host/vouch.ts'
import type {CallStep} from './host/workflow.ts'
import type {World} from './host/world.ts'
import type {Principal} from './rbac/decision.ts'
import {identify} from './rbac/identify.ts'

/** Builds one Parrot for this process, in the order of what stands on what. Journal and sandbox are opened on first use. */
export async function openParrot(around: Surroundings): Promise<Parrot> {
  const paths = pathsFor(around)
  const world = await loadWorld(around, paths, operations)
  const ownsHome = foreignFolder(paths, around.uid) === undefined && owns(paths.state, around.uid)
  const operator = identify(world.policy, {...around, ownsHome})
  const secrets: string[] = []
  const journal = once(() => openHostJournal(paths, world.config, around.uid, secrets))
  const deps = callDeps(around, paths, world, journal.get, secrets)
  const looking = () => ({...deps, record: onlyRefusals(deps.record)})
  const asking = (by: Principal) => ({by, door: 'terminal'}) as const
  return {
    version: around.version,
    catalog: world.catalog,
    warnings: [...world.warnings, ...world.catalog.problems],
    operator,
    call: (request) => call(operations.get(request.tool)?.changes === false ? looking() : deps, request),
    may: (by, tool) => mayRun(world, asking(by), tool),
    sees: (by, tool) => visible(world, asking(by), tool),
    async *tail(by, filter, signal) {
      if (mayRun(world, asking(by), 'events_list').effect !== 'allow')
        throw new Error(`${by.name} may not read the log`)
      yield* (await journal.get()).tail(filter, signal)
    },
    close: async () =>
      journal.made()?.then(
        (open) => open.close(),
        () => {},
      ),
  }
}

function callDeps(
  around: Surroundings,
  paths: Paths,
  world: World,
  journal: () => Promise<OpenJournal>,
  secrets: string[],
): CallDeps {
  const confining = sandboxOptions(around, paths)
  const sandbox = once(async () => (await import('./sandbox/engine.ts')).createSandbox(confining))
  const probe = async () => (await import('./sandbox/probe.ts')).probe(confining)
  const record: CallDeps['record'] = async (event) => (await journal()).append(event)
  const host = {around, paths, now: Date.now, journal, sandbox: probe, record, scratch: openParrot}
  const machine = {now: Date.now, server: null, runs: async () => pastRuns(await journal(), world.catalog)}
  const keepSecret = (values: readonly string[]) => void secrets.push(...values)
  const running = {around, paths, machine, runs: runsFolder(paths), sandbox: sandbox.get, keepSecret}
  const callStep: CallStep = (request, above) => call(deps, request, above)
  const deps: CallDeps = {
    snapshot: () => world,
    record,
    now: Date.now,
    newId: () => process.getBuiltinModule('node:crypto').randomUUID(),
    vouch: (target, wanted, walk) =>
      vouch({places: placesOf(around, paths), now: Date.now, record}, target, wanted, walk),
    start: (target, work) => start({host, running, callStep}, target, work),
  }
  return deps
}

/** Is this state folder the user's own? Made where it is not there yet. */
function owns(folder: string, uid: number): boolean {
  try {
    mkdirSync(folder, {recursive: true, mode: 0o700})
    return statSync(folder).uid === uid
  } catch {
    return false
  }
}

function once<T>(make: () => Promise<T>): {get: () => Promise<T>; made: () => Promise<T> | undefined} {
  let made: Promise<T> | undefined
  return {get: () => (made ??= make()), made: () => made}
}
