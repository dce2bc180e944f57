import {mkdirSync, statSync} from 'node:fs'
import {pathsFor, type Paths, type Surroundings} from './config/paths.ts'
import type {OpenJournal} from './events/journal.ts'
import {call, type CallDeps} from './host/call.ts'
import {placesOf} from './host/catalog/places.ts'
import {verifyTree} from './host/catalog/verify-tree.ts'
import {journalPlace} from './host/journal-place.ts'
import {loadWorld} from './host/load-world.ts'
import {onlyRefusals} from './host/only-refusals.ts'
import type {Host} from './host/operation.ts'
import {operations} from './host/operations.ts'
import type {Parrot} from './host/parrot.ts'
import {pastRuns} from './host/past-runs.ts'
import {run, type RunDeps} from './host/run.ts'
import {startOf} from './host/start.ts'
import {mayRun, visible} from './host/visible.ts'
import type {World} from './host/world.ts'
import {identify} from './rbac/identify.ts'

/** Builds one Parrot for this process, in the order of what stands on what. The journal and the sandbox are opened on first use. */
export async function openParrot(around: Surroundings): Promise<Parrot> {
  const paths = pathsFor(around)
  const world = await loadWorld(around, paths, operations)
  const operator = identify(world.policy, {...around, ownsHome: owns(paths.state, around.uid)})
  const secrets: string[] = []
  const journal = openOnce(paths, world, secrets)
  ...
}
