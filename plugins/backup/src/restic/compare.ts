import {createHash} from 'node:crypto'
import {mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {Meter} from '../embedded/meter.ts'
import {sweepScratch} from '../embedded/sample.ts'
import type {Drilled, Job, Named} from '../engine.ts'
import {differs} from './against-source.ts'
import {digestAt, type Digest} from './digest.ts'
import type {Restic} from './program.ts'
import {reading, type Snapshot} from './snapshots.ts'
import {shownPath, type Node} from './tree.ts'
import {unpack} from './unpack.ts'

/** A plugin's own folder is small: so much is restored at once, and what is larger is compared as it comes. */
export const batchBytes = 32 * 1024 ** 2
/** A word each. */
const batchFiles = 200

type Compared = Pick<Drilled, 'sameAsSource' | 'changedSince' | 'different'>

/** Restores each file that was picked, below `scratch` or as a stream, and compares it. Call it alone. */
export async function compare(
  restic: Restic,
  job: Job,
  snapshot: Snapshot,
  picked: readonly Node[],
  scratch: string,
): Promise<Compared> {
  sweepScratch(scratch)
  const meter = new Meter(
    picked.reduce((sum, {size}) => sum + size, 0),
    job.progress,
  )
  const counts = {sameAsSource: 0, changedSince: 0}
  const different: Named[] = []
  const judge = async (node: Node, restored: Digest | string) => {
    const why = typeof restored === 'string' ? restored : await differs(node, restored, counts)
    if (why !== '') different.push({path: shownPath(node.path), why})
    meter.step(node.size)
  }
  for (const node of picked.filter(({size}) => size > batchBytes))
    await judge(node, await dumped(restic, snapshot, node))
  for (const batch of batches(picked.filter(({size}) => size <= batchBytes)))
    for (const [node, restored] of await unpacked(restic, job, snapshot, batch, scratch))
      await judge(node, restored)
  return {...counts, different}
}

async function dumped(restic: Restic, snapshot: Snapshot, {path}: Node): Promise<Digest | string> {
  const digest = createHash('sha256')
  let size = 0
  const bytes = (piece: Buffer) => {
    digest.update(piece)
    size += piece.length
  }
  const {status} = await restic({words: ['dump', ...reading, snapshot.whole, path], bytes, fine: [1, 2]})
  return status === 0 ? {sha256: digest.digest('hex'), size, mtime: ''} : 'it could not be restored'
}

function batches(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const all: Node[][] = []
  let bytes = Infinity
  for (const node of nodes) {
    const last = all.at(-1)
    if (last === undefined || bytes + node.size > batchBytes || last.length >= batchFiles) {
      all.push([node])
      bytes = node.size
    } else {
      last.push(node)
      bytes += node.size
    }
  }
  return all
}

async function unpacked(
  restic: Restic,
  job: Job,
  snapshot: Snapshot,
  batch: readonly Node[],
  scratch: string,
): Promise<readonly (readonly [Node, Digest | string])[]> {
  const staging = mkdtempSync(join(scratch, 'drill-'))
  try {
    const only = batch.map(({path}) => path)
    const quiet = {...job, progress() {}}
    const failed = await unpack(restic, {job: quiet, snapshot, only, staging, bytes: 0})
    const results: [Node, Digest | string][] = []
    for (const node of batch) {
      const why = failed.find(({path}) => path === shownPath(node.path))?.why
      results.push([node, why === undefined ? await at(staging, node) : `it could not be restored: ${why}`])
    }
    return results
  } finally {
    rmSync(staging, {recursive: true, force: true})
  }
}

async function at(staging: string, {path}: Node): Promise<Digest | string> {
  return (await digestAt(staging, path)) ?? 'it could not be restored: it is not there'
}
