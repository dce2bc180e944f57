import {pathsFor, type Surroundings} from './config/paths.ts'
import {call, type CallDeps} from './host/call.ts'
import {loadWorld} from './host/load-world.ts'
import {onlyRefusals} from './host/only-refusals.ts'
import {operations} from './host/operations.ts'
import type {Parrot} from './host/parrot.ts'
import {identify} from './rbac/identify.ts'

/** Builds one Parrot for this process, in the order of what stands on what. The journal and the sandbox are opened on first use. */
export async function openParrot(around: Surroundings): Promise<Parrot> {
  const paths = pathsFor(around)
  const world = await loadWorld(around, paths, operations)
}
