import {mkdirSync, statSync} from 'node:fs'
import {pathsFor, type Paths, type Surroundings} from './config/paths.ts'
import type {OpenJournal} from './events/journal.ts'
import {call, type CallDeps} from './host/call.ts'
import {placesOf} from './host/catalog/places.ts'
import {verifyTree} from './host/catalog/verify-tree.ts'
import {journalPlace} from './host/journal-place.ts'
import {loadWorld} from './host/load-world.ts'
import {onlyRefusals} from './host/only-refusals.ts'
import {operations} from './host/operations.ts'
import type {Parrot} from './host/parrot.ts'
import {pastRuns} from './host/past-runs.ts'
import {start} from './host/start.ts'
import {mayRun, visible} from './host/visible.ts'
import type {World} from './host/world.ts'
import {identify} from './rbac/identify.ts'
import {createSandbox} from './sandbox/engine.ts'
import {probe} from './sandbox/probe.ts'

/** Builds one Parrot for this process, in the order of what stands on what. Journal and sandbox are opened on first use. */
export async function openParrot(around: Surroundings): Promise<Parrot> {
  const paths = pathsFor(around)
  const world = await loadWorld(around, paths, operations)
  const operator = identify(world.policy, {...around, ownsHome: owns(paths.state, around.uid)})
  const asking = (by: Parrot['operator']) => ({by, door: 'terminal'}) as const

  const secrets: string[] = []
  const journal = once(() => openTheJournal(paths, world, secrets))
  const deps = callDeps(around, paths, world, journal, secrets)
  const looking: CallDeps = {...deps, record: onlyRefusals(deps.record)}

  return {
    version: around.version,
    catalog: world.catalog,
    warnings: [...world.warnings, ...world.catalog.problems],
    operator,
    call: (request) => call(operations.get(request.tool)?.changes === false ? looking : deps, request),
    may: (by, tool) => mayRun(world, asking(by), tool),
    sees: (by, tool) => visible(world, asking(by), tool),
    async *tail(by, filter, signal) {
      if (mayRun(world, asking(by), 'events_list').effect !== 'allow') throw new Error(`${by.name} may not read the log`)
      yield* (await journal()).tail(filter, signal)
    },
    close: () => void journal.made()?.then((open) => open.close()),
  }
}

function callDeps(around: Surroundings, paths: Paths, world: World, journal: () => Promise<OpenJournal>, secrets: string[]): CallDeps {
  const options = {}
  const host = {around, paths, now: Date.now, journal, probe: () => probe(options)}
  const machine = {now: Date.now, server: null, runs: async () => pastRuns(await journal(), world.catalog)}
  const keepSecret = (values: readonly string[]) => void secrets.push(...values)
  const running = {around, paths, machine, sandbox: createSandbox(options), keepSecret}
  return {
    snapshot: () => world,
    record: async (event) => (await journal()).append(event),
    now: Date.now,
    newId: () => crypto.randomUUID(),
    unchanged: async ({plugin}) => plugin === undefined || verifyTree(plugin, placesOf(around, paths)),
    start: (target, work) => start(host, running, target, work),
  }
}
