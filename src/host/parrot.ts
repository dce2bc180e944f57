import type {Decision, Door, Principal, Verdict} from '../rbac/decision.ts'
import type {StoredEvent, EventFilter} from '../events/journal.ts'
import type {Problem} from '../text/problem.ts'
import type {Clock} from './cron/clock.ts'
import type {ClientEvent} from './client-event.ts'
import type {Delivery} from './delivery.ts'
import type {Values} from './admit.ts'
import type {Catalog} from './plugin.ts'
import type {Part} from './world-parts.ts'
import type {ReloadCounts, Reloaded} from './worlds.ts'
import type {Remedies} from './remedies.ts'
import type {CallResult, Person, Request} from './request.ts'

/** What every door receives. Nothing is opened until it is used. What a `reload` changes is read anew by each use. */
export type Parrot = {
  readonly version: string
  /** Another object once anything was read anew: what was made of it before may not hold any more. */
  readonly reading: object
  readonly catalog: Catalog
  /** What was left out or ignored while starting; one line each, for people. */
  readonly warnings: readonly Problem[]
  /** The person at this process's terminal, by OS identity. */
  readonly operator: Principal
  /** An AI agent that this process speaks for, who showed no key of its own. */
  readonly agent: Principal
  /** An agent that the kernel says runs as this uid, who showed no key of its own. */
  readonly agentFor: (uid: number, username?: string) => Principal
  /** A person of this machine at a terminal of their own; root and the owner of this home are `admin`. */
  readonly personFor: (person: Person) => Principal
  /** Who shows this API key, from this address where a network lies between, with the rights of now; undefined for one that is not good. Read anew at every use. */
  readonly keyHolder: (key: string, address?: string) => Principal | undefined
  /** Records that a key was not taken, and why. */
  readonly refuseKey: (key: string, door: Door, address?: string) => Promise<void>
  /** Records that a client came or left. */
  readonly noteClient: (event: ClientEvent) => Promise<void>
  /** Runs a plugin's command or a host operation, whole way: decide, record, sandbox. Never rejects for what a caller can bring about. */
  readonly call: (request: Request) => Promise<CallResult>
  /** May `by` run this tool, as far as can be told before its input is read? */
  readonly may: (by: Principal, tool: string, door?: Door) => Verdict
  /** May `by` know that this tool exists? */
  readonly sees: (by: Principal, tool: string, door?: Door) => boolean
  /** What would have to be otherwise for `by` to run this tool through `door`, with this input where it is known. */
  readonly remedies: (by: Principal, tool: string, door: Door, input?: Values, denied?: Decision) => Remedies
  /** Events as they come, across processes, oldest first; ends with the signal. Rejects where `by` may not read the log. */
  readonly tail: (by: Principal, filter: EventFilter, signal: AbortSignal) => AsyncIterable<StoredEvent>
  /** What the clock's door keeps of the schedule. */
  readonly clock: () => Promise<Clock>
  /** Takes configuration, roles, users and plugins, or only some of that, as their files are now, for the calls that come. */
  readonly reload: (only?: readonly Part[]) => Promise<Reloaded>
  /** The same without being asked: once the files stand still, and of the configuration only where that is wanted. */
  readonly follow: () => Promise<Reloaded>
  /** Why the files were not taken when they were last looked at: what holds is older. Empty where all is well. */
  readonly refused: readonly Problem[]
  readonly reloads: ReloadCounts
  /** What tells subscribers of events; a process that uses it wakes no other when it ends. */
  readonly delivery: () => Promise<Delivery>
  /** For a process that lives on: keeps the journal as the configuration says, until the signal. Never rejects. */
  readonly keepUp: (signal: AbortSignal) => Promise<void>
  /** The folders that are this installation's own; where they are is the operator's business. */
  readonly folders: readonly string[]
  readonly close: () => Promise<void>
}
