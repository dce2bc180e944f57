import {createHash, randomInt} from 'node:crypto'
import {mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {Meter} from '../embedded/meter.ts'
import {sweepScratch} from '../embedded/sample.ts'
import {alone} from '../embedded/store.ts'
import type {Drilled, DrillOptions, Job, Named} from '../engine.ts'
import {digestAt, type Digest} from './digest.ts'
import {resticFor, type Restic} from './program.ts'
import {unpack} from './restore.ts'
import type {Settings} from './settings.ts'
import {chosen, hostOf, reading, snapshots, type Snapshot} from './snapshots.ts'
import {eachNode, shownPath, type Node} from './tree.ts'

/** A plugin's own folder is small: so much is restored at once, and what is larger is compared as it comes. */
const batchBytes = 32 * 1024 ** 2
/** A word each. */
const batchFiles = 200

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
    seconds: seconds(),
  }
}

/** What restic says where the list of files itself is lost. */
const damaged = /ciphertext verification|invalid data|hash mismatch|does not match|no such file|not found in/

function unlisted({id}: Snapshot, why: string): Omit<Drilled, 'seconds'> {
  const different = [{path: id, why: `its list of files cannot be read: ${why}`}]
  const nothing = {sampled: 0, bytes: 0, sameAsSource: 0, changedSince: 0}
  return {archive: id, ...nothing, differentCount: 1, different}
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

type Compared = Pick<Drilled, 'sameAsSource' | 'changedSince' | 'different'>

async function compare(
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

async function differs(
  node: Node,
  restored: Digest,
  counts: {sameAsSource: number; changedSince: number},
): Promise<string> {
  const source = await digestAt('/', node.path)
  const same = source !== undefined && source.size === node.size && source.mtime === nanoseconds(node.mtime)
  if (!same) {
    counts.changedSince += 1
    // It was written to while it was saved where it has another size than its own.
    return ''
  }
  if (restored.size !== node.size) return 'what was restored has another size than was saved'
  if (source.sha256 !== restored.sha256)
    return 'its source has other bytes, and the same size and time as when it was saved'
  counts.sameAsSource += 1
  return ''
}

function nanoseconds(time: string): string {
  const [, seconds = '', fraction = ''] = /^(.*?:\d\d)(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/.exec(time) ?? []
  const zone = time.slice(seconds.length).replace(/^\.\d+/, '')
  return `${BigInt(Date.parse(`${seconds}${zone}`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9))}`
}
