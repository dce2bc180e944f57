import type {Clock} from './clock.ts'
import type {Load} from './load.ts'
import type {Memory} from './memory.ts'
import type {Mount} from './mounts.ts'
import type {Network} from './network.ts'
import type {Packages} from './packages.ts'
import type {Pressure} from './pressure.ts'
import type {Processes} from './processes.ts'
import type {Absent, Unavailable} from './reason.ts'
import type {Run} from './runs.ts'
import type {Sensors} from './sensors.ts'
import type {Server} from './server.ts'
import type {Units} from './units.ts'

/** What each fact looks like where it can be had. manifests/facts.schema.json says the same to other languages. */
export type FactShapes = {
  readonly mounts: readonly Mount[]
  readonly load: Load
  readonly memory: Memory
  readonly pressure: Pressure
  readonly sensors: Sensors
  readonly units: Units
  readonly clock: Clock
  readonly processes: Processes
  readonly runs: readonly Run[]
  readonly server: Server
  readonly packages: Packages
  readonly network: Network
}

export type FactName = keyof FactShapes

/** The facts that were asked for. Each is its shape, or says why it cannot be had, or that there is no such thing here. */
export type Facts = {readonly [Name in FactName]?: FactShapes[Name] | Unavailable | Absent}
