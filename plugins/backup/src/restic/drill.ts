import {randomInt} from 'node:crypto'
import {join} from 'node:path'
import {alone} from '../embedded/store.ts'
import type {Drilled, DrillOptions, Job} from '../engine.ts'
import {batchBytes, compare} from './compare.ts'
import {resticFor, type Restic} from './program.ts'
import type {Settings} from './settings.ts'
import {chosen, hostOf, snapshots, type Snapshot} from './snapshots.ts'
import {eachNode, type Node} from './tree.ts'

/** Restores a random sample of files, and compares each with what it was saved from, where that has not changed. */
export async function drill(settings: Settings, job: Job, options: DrillOptions): Promise<Drilled> {
  const started = performance.now()
  const restic = resticFor(settings, job)
  const snapshot = chosen(await snapshots(restic), options.archive, hostOf(settings))
  const picked = await pick(restic, snapshot, options.sample).catch((error: Error) => {
    if (damaged.test(error.message)) return error.message
    throw error
  })
  const seconds = () => Math.round(performance.now() - started) / 1000
  if (typeof picked === 'string') return {...unlisted(snapshot, picked), seconds: seconds()}
  const bytes = picked.reduce((sum, {size}) => sum + size, 0)
  const compared = job.dryRun
    ? {sameAsSource: 0, changedSince: 0, different: []}
    : await alone(join(options.scratch, 'drill'), () =>
        compare(restic, job, snapshot, picked, options.scratch),
      )
  return {
    archive: snapshot.id,
    sampled: picked.length,
    bytes,
    ...compared,
    differentCount: compared.different.length,
    damaged: [],
    seconds: seconds(),
  }
}

/** What restic says where the list of files itself is lost. */
const damaged = /ciphertext verification|invalid data|hash mismatch|does not match|no such file|not found in/

function unlisted({id}: Snapshot, why: string): Omit<Drilled, 'seconds'> {
  const different = [{path: id, why: `its list of files cannot be read: ${why}`}]
  const nothing = {sampled: 0, bytes: 0, sameAsSource: 0, changedSince: 0}
  return {archive: id, ...nothing, differentCount: 1, different, damaged: []}
}

/** Each file is as likely as every other (reservoir sampling). One too large for the folder whose name restic cannot be told is none. */
async function pick(restic: Restic, snapshot: Snapshot, sample: number): Promise<readonly Node[]> {
  const picked: Node[] = []
  let seen = 0
  await eachNode(restic, snapshot, (node) => {
    if (node.type !== 'file' || (node.size > batchBytes && node.path.includes('\u{fffd}'))) return
    seen += 1
    const at = picked.length < sample ? picked.length : randomInt(seen)
    if (at < sample) picked[at] = node
  })
  return picked
}
