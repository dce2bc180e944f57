import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {DatabaseSync} from 'node:sqlite'
import {fileSink} from '../../src/events/sink.ts'
import {verifyExport} from '../../src/events/verify-export.ts'
import {verify} from '../../src/events/verify.ts'
import {fill} from '../bench/journal/fill.ts'
import {seeded} from '../seeded.ts'
import {draft, open, placeIn, type Place} from './place.ts'

export type PruneKills = {
  /** Kills after which nothing was cut away, something was but was still there, and all was done. */
  readonly before: number
  readonly between: number
  readonly after: number
  /** What was wrong after a kill, in words; empty where all is well. */
  readonly wrong: readonly string[]
}

/**
 * Kills whoever archives, cuts up to `most` events away and sweeps with SIGKILL at so many seeded moments, every other one after the
 * cut, and looks at what is left each time.
 */
export async function killPruners(seed: string, kills: number, most: number): Promise<PruneKills> {
  const random = seeded(seed)
  const folder = mkdtempSync(join(tmpdir(), 'parrot-prune-kills-'))
  const place = placeIn(folder)
  const sum = {before: 0, between: 0, after: 0}
  const wrong: string[] = []
  try {
    fill(place, kills * most + 100)
    for (let round = 0; round < kills; round++) {
      const cut = cutOf(place)
      const count = 50 + random.below(most - 50)
      await killOne(place, count, round % 2 === 0 ? undefined : cut, random.below(40_000) / 1000)
      const now = cutOf(place)
      sum[now === cut ? 'before' : leftOver(place, now) ? 'between' : 'after']++
      if (now !== cut && now !== cut + count) wrong.push(`cut at ${now}, not at ${cut} or ${cut + count}`)
      wrong.push(...(await wrongWith(place, now)))
    }
    const {ok} = await verify({file: place.file, key: place.key, sinks: [fileSink(place.heads)]})
    if (!ok) wrong.push('not whole at the end')
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
  return {...sum, wrong}
}

/** So many milliseconds after it begins, or after it has cut behind `cut`. */
async function killOne(
  {folder, file}: Place,
  count: number,
  cut: number | undefined,
  afterMs: number,
): Promise<void> {
  const program = join(import.meta.dirname, 'programs/pruner.ts')
  const words = [program, folder, String(count)]
  const child = spawn(process.execPath, words, {stdio: ['ignore', 'pipe', 'inherit']})
  const ended = once(child, 'exit')
  await once(createInterface({input: child.stdout}), 'line')
  if (cut !== undefined) await cutBehind(file, cut, () => child.exitCode !== null)
  const at = performance.now() + afterMs
  while (performance.now() < at) await new Promise(setImmediate)
  child.kill('SIGKILL')
  await ended
}

async function cutBehind(file: string, cut: number, over: () => boolean): Promise<void> {
  const db = new DatabaseSync(file, {readOnly: true, timeout: 1000})
  const now = db.prepare('SELECT sequence FROM cut')
  while (Number(now.get()?.['sequence'] ?? 0) === cut && !over()) await new Promise(setImmediate)
  db.close()
}

function cutOf(place: Place): number {
  const journal = open(place)
  const {sequence = 0} = journal.lastCut() ?? {}
  journal.close()
  return sequence
}

function leftOver({file}: Place, cut: number): boolean {
  const db = new DatabaseSync(file, {readOnly: true})
  const row = db.prepare('SELECT 1 FROM events WHERE sequence <= ? LIMIT 1').get(cut)
  db.close()
  return row !== undefined
}

/** The journal verifies, holds all that is behind the cut, takes another event; what is archived is archived whole. */
async function wrongWith(place: Place, cut: number): Promise<string[]> {
  const wrong: string[] = []
  const {ok, findings} = await verify({file: place.file, key: place.key, sinks: [fileSink(place.heads)]})
  if (!ok) wrong.push(...findings.map((finding) => JSON.stringify(finding)))
  const journal = open(place)
  const numbers = [...journal.read({})].map(({sequence}) => sequence)
  if (numbers[0] !== cut + 1 || numbers.length !== journal.newest() - cut) wrong.push('events are missing')
  await journal.append(draft())
  journal.close()
  const archive = join(place.folder, 'archive')
  for (const name of namesIn(archive)) {
    const found = await verifyExport(join(archive, name))
    if (!found.ok) wrong.push(`${name}: ${JSON.stringify(found.findings[0])}`)
    if (found.head.sequence <= cut) rmSync(join(archive, name))
  }
  return wrong
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'))
  } catch {
    return []
  }
}
