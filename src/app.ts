import {existsSync, statSync} from 'node:fs'
import {callDeps} from './app/call-deps.ts'
import {once} from './host/once.ts'
import {foreignFolder} from './config/foreign.ts'
import {pathsFor, type Paths, type Surroundings} from './config/paths.ts'
import {mayBeUnconfirmed} from './config/unconfirmed.ts'
import {storeFile} from './delivery/places.ts'
import {Recorded, wakeFor} from './delivery/recorded.ts'
import {severityOf} from './delivery/severity.ts'
import {anySubscriber} from './delivery/subscribers.ts'
import type {EventDraft} from './events/journal.ts'
import {call} from './host/call.ts'
import {clientDraft} from './host/client-event.ts'
import type {Host} from './host/operation.ts'
import {logPlace} from './host/log-place.ts'
import type {Serve} from './host/server/serve.ts'
import {openHostJournal} from './host/journal.ts'
import type {Delivery} from './host/delivery.ts'
import {keyHolder} from './host/keys/key-holder.ts'
import {keyRefused} from './host/keys/key-refused.ts'
import {loadWorld} from './host/load-world.ts'
import {onlyRefusals} from './host/only-refusals.ts'
import {operations} from './host/operations.ts'
import type {Parrot} from './host/parrot.ts'
import {worldsFrom} from './host/reload.ts'
import {remedies} from './host/remedies.ts'
import {unmadeFolder} from './host/unmade.ts'
import {mayRun, visible} from './host/visible.ts'
import type {Person} from './host/request.ts'
import {createLog, type LogOptions} from './log/log.ts'
import {entryOf} from './log/of-event.ts'
import {silentLog} from './log/silent-log.ts'
import {agentOf, identify, type Account} from './rbac/identify.ts'

/** `serve`: the door for agents. One for a `trial` tells no subscriber. */
export type Kind = {readonly serve?: Serve; readonly trial?: boolean}

/** Builds one Parrot for this process, in the order of what stands on what. Journal and sandbox are opened on first use. */
export async function openParrot(around: Surroundings, {serve, trial = false}: Kind = {}): Promise<Parrot> {
  const paths = pathsFor(around)
  const ownsHome = foreignFolder(paths, around.uid) === undefined && owns(paths, around.uid)
  const account = {...around, ownsHome}
  const secrets: string[] = []
  const overdue = await revertOverdue(around, paths)
  const first = await loadWorld(around, paths, operations)
  const journal = once(() => openHostJournal(paths, first.config, around.uid, secrets))
  const recorded = new Recorded()
  const record = async (event: EventDraft) => {
    const stored = await (await journal.get()).append(event)
    recorded.note(stored)
    log.say(entryOf(stored, severityOf(stored)))
  }
  const load = async () => {
    const due = await revertOverdue(around, paths)
    if (due !== undefined) await record(due)
    return loadWorld(around, paths, operations)
  }
  const took = async () => {
    const {name} = identify(worlds.now().policy, account)
    if (!trial && ownsHome) await keepFound({around, paths, now: Date.now}, name)
  }
  const worlds = worldsFrom(first, load, {record, took})
  const log =
    trial || !ownsHome ? silentLog : logFor(around, paths, {config: () => worlds.now().config.log, secrets})
  if (overdue !== undefined) await record(overdue)
  const serving = serve && {
    serve: (...args: Parameters<NonNullable<Host['serve']>>) => serve(parrot, ...args),
  }
  const scratch = (elsewhere: Surroundings) => openParrot(elsewhere, {trial: true})
  const stand = {around, paths, worlds, log, journal: journal.get, record, secrets, scratch, ...serving}
  const {deps, delivery} = callDeps(stand)
  const ring = (address?: string) => ({paths, account, policy: worlds.now().policy, now: Date.now(), address})
  const accountOf = (person: Person): Account =>
    person.uid === around.uid ? account : {...person, ownsHome: false}
  const looking = () => ({...deps, record: onlyRefusals(deps.record)})
  const parrot: Parrot = {
    version: around.version,
    get reading() {
      return worlds.now()
    },
    get catalog() {
      return worlds.now().catalog
    },
    get warnings() {
      const {warnings, catalog} = worlds.now()
      return [...warnings, ...catalog.problems]
    },
    get operator() {
      return identify(worlds.now().policy, account)
    },
    get agent() {
      return agentOf(worlds.now().policy, account)
    },
    agentFor: (uid, username) =>
      agentOf(worlds.now().policy, accountOf({uid, ...(username !== undefined && {username})})),
    // Root has this server's files as much as its own user has.
    personFor: (person) =>
      identify(worlds.now().policy, {...accountOf(person), ...(person.uid === 0 && {ownsHome: true})}),
    keyHolder: (key, address) => {
      const holder = keyHolder(ring(address), key)
      return 'reason' in holder ? undefined : holder
    },
    refuseKey: async (key, door, address) => {
      const refused = keyHolder(ring(address), key)
      if ('reason' in refused) await deps.record(keyRefused(refused, door, around.uid, address))
    },
    noteClient: async (event) => {
      await deps.record(clientDraft(event))
    },
    call: (request) => call(operations.get(request.tool)?.changes === false ? looking() : deps, request),
    may: (by, tool, door = 'terminal') => mayRun(worlds.now(), {by, door}, tool),
    sees: (by, tool, door = 'terminal') => visible(worlds.now(), {by, door}, tool),
    remedies: (by, tool, door, input, denied) => remedies(worlds.now(), by, tool, door, input, denied),
    folders: [...Object.values(paths).filter((path) => typeof path === 'string'), around.home, around.root],
    reload: worlds.reload,
    follow: worlds.follow,
    get reloads() {
      return worlds.counts()
    },
    get refused() {
      return worlds.refused()
    },
    async *tail(by, filter, signal) {
      if (mayRun(worlds.now(), {by, door: 'terminal'}, 'events_list').effect !== 'allow')
        throw new Error(`${by.name} may not read the log`)
      yield* (await journal.get()).tail(filter, signal)
    },
    delivery: async () => {
      log.resident()
      const open = await delivery()
      // It would wake itself for ever, where telling somebody of an event makes another.
      const once: Delivery['once'] = (waitMs, signal) => {
        recorded.told = true
        return open.once(waitMs, signal)
      }
      return {...open, once}
    },
    keepUp: async (signal) => {
      const {keepUp} = await import('./host/retention/keep-up.ts')
      await keepUp({paths, world: worlds.now, journal: journal.get, delivery, now: Date.now}, signal)
    },
    clock: async () => {
      recorded.byClock = true
      log.resident()
      const [{clockOf}, {machineZone}] = await Promise.all([
        import('./host/cron/clock.ts'),
        import('./host/cron/zone.ts'),
      ])
      return clockOf({...deps, paths, uid: around.uid, zone: machineZone})
    },
    close: async () => {
      const nobody = !anySubscriber(worlds.now().config)
      // Whoever was the last to be told, and is no more, is forgotten by the next that records something.
      if (!trial && nobody && recorded.first > 0 && existsSync(storeFile(paths)))
        await (await delivery()).once(0, AbortSignal.abort()).catch(() => {})
      await journal.made()?.then(
        (open) => open.close(),
        () => {},
      )
      if (!trial && !nobody) await wakeFor(recorded, {around, paths, config: worlds.now().config})
      await log.close()
    },
  }
  return parrot
}

/** A file that somebody edited by hand, and that is taken, is one to go back to. */
async function keepFound(host: Pick<Host, 'around' | 'paths' | 'now'>, by: string): Promise<void> {
  await (await import('./host/config/written.ts')).keepAsFound(host, by)
}

function logFor(around: Surroundings, paths: Paths, given: Pick<LogOptions, 'config' | 'secrets'>) {
  return createLog({
    ...given,
    file: logPlace(paths),
    journal: around.env['JOURNAL_STREAM'],
    stderr: (line) => void process.stderr.write(`${line}\n`),
    now: Date.now,
    newId: () => process.getBuiltinModule('node:crypto').randomUUID(),
  })
}

/** A change that nobody confirmed in time is taken back before anything is read, if whoever was to do that is gone. */
async function revertOverdue(around: Surroundings, paths: Paths): Promise<EventDraft | undefined> {
  if (!mayBeUnconfirmed(paths) || foreignFolder(paths, around.uid) !== undefined) return undefined
  return (await import('./host/config/confirm.ts')).revertDue(around, paths, Date.now())
}

/** Is this state folder the user's own? Made where it is not there yet. */
function owns(paths: Paths, uid: number): boolean {
  return unmadeFolder(paths) === undefined && statSync(paths.state).uid === uid
}
