import {keyedDigest} from '../events/keyed-digest.ts'
import type {Delivery} from '../host/delivery.ts'
import {call} from '../host/call.ts'
import type {CallDeps} from '../host/walk.ts'
import {placesOf} from '../host/catalog/places.ts'
import {journalPlace} from '../host/journal-place.ts'
import {runsFolder} from '../host/journal.ts'
import type {Host} from '../host/operation.ts'
import {pastRuns} from '../host/past-runs.ts'
import {withinRate} from '../host/rate/rate.ts'
import {refusals} from '../host/refusals.ts'
import type {Worlds} from '../host/worlds.ts'
import {sandboxOptions} from '../host/sandbox-options.ts'
import {serverFiles} from '../host/server/running.ts'
import {start} from '../host/start.ts'
import {vouch} from '../host/vouch.ts'
import type {CallStep} from '../host/workflow/flow.ts'
import {once} from '../host/once.ts'

/** What calls stand on. */
export type Stand = Pick<Host, 'around' | 'paths' | 'log' | 'journal' | 'record' | 'serve' | 'scratch'> & {
  readonly worlds: Worlds
  /** Texts that are in no event; it grows. */
  readonly secrets: string[]
}

export function callDeps({around, paths, worlds, log, journal, record, secrets, ...more}: Stand): {
  readonly deps: CallDeps
  readonly delivery: () => Promise<Delivery>
} {
  const confining = sandboxOptions(around, paths)
  const sandbox = once(async () => (await import('../sandbox/engine.ts')).createSandbox(confining))
  const probe = async () => (await import('../sandbox/probe.ts')).probe(confining)
  const delivery = once(async () => {
    const {deliveryOf} = await import('../delivery/delivery.ts')
    return deliveryOf({
      around,
      paths,
      world: worlds.now,
      journal,
      record,
      call: callStep,
      now: Date.now,
      keepSecret,
    })
  })
  const host = {
    around,
    paths,
    log,
    now: Date.now,
    journal,
    sandbox: probe,
    record,
    delivery: delivery.get,
    reload: worlds.reload,
    ...more,
  }
  const machine = {
    now: Date.now,
    get server() {
      return serverFiles(paths, around.uid)
    },
    runs: async () => pastRuns(await journal(), worlds.now().catalog),
  }
  const keepSecret = (values: readonly string[]) =>
    void secrets.push(...values.filter((value) => !secrets.includes(value)))
  const vouching = {places: () => placesOf(around, paths), now: Date.now, record}
  const vouchFor: CallDeps['vouch'] = (target, wanted, walk) => vouch(vouching, target, wanted, walk)
  const running = {
    around,
    paths,
    machine,
    runs: runsFolder(paths),
    sandbox: sandbox.get,
    keepSecret,
    vouch: vouchFor,
  }
  const worldNow = async () => {
    await worlds.follow().catch(() => {})
    return worlds.now()
  }
  const callStep: CallStep = async (request, above) => {
    // Nobody else may have looked at the files since the step before began.
    await worldNow()
    return call(deps, request, above)
  }
  const deps: CallDeps = {
    snapshot: worlds.now,
    worldNow,
    record,
    now: Date.now,
    // One after the other in the indices of the journal too: a page of it holds many calls of one moment.
    newId: () => process.getBuiltinModule('node:crypto').randomUUIDv7(),
    refusals: refusals(Date.now),
    keyed: (text) => keyedDigest(journalPlace(paths, worlds.now().config).key, text),
    withinRate: withinRate(paths),
    vouch: vouchFor,
    start: (target, work, anew) => start({host, running, callStep}, target, work, anew),
  }
  return {deps, delivery: delivery.get}
}
