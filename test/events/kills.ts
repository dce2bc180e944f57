import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {fileSink} from '../../src/events/sink.ts'
import {verify} from '../../src/events/verify.ts'
import {seeded} from '../seeded.ts'
import {draft, open, placeIn, type Place} from './place.ts'

export type Kills = {
  readonly seed: string
  readonly kills: number
  /** Kills that came before the writer had told of a first event, and after. */
  readonly early: number
  readonly late: number
  /** Events a writer had told of, and those of them that were not there afterwards. */
  readonly acknowledged: number
  readonly lost: number
  /** Events that were there though nobody had told of them: the kill came between commit and telling. */
  readonly untold: number
  /** What was wrong after a kill, in words; empty where all is well. */
  readonly wrong: readonly string[]
}

/**
 * Kills a writer with SIGKILL at so many seeded moments: every third in the first 20 ms of a new
 * journal, the rest in the 20 ms after an event. After each the journal has to verify, hold every event told of, and take another.
 */
export async function killWriters(seed: string, kills: number): Promise<Kills> {
  const random = seeded(seed)
  const base = mkdtempSync(join(tmpdir(), 'parrot-kills-'))
  const sum = {early: 0, late: 0, acknowledged: 0, lost: 0, untold: 0}
  const wrong: string[] = []
  try {
    for (let round = 0; round < kills; round++) {
      const fresh = round % 3 === 0
      const place = placeIn(join(base, fresh ? `fresh-${round}` : 'shared'))
      const before = fresh ? 0 : numbersIn(place).size
      const told = await killOne(place, fresh, random.below(20_000) / 1000)
      const now = numbersIn(place)
      sum[told.length === 0 ? 'early' : 'late']++
      sum.acknowledged += told.length
      sum.lost += told.filter((number) => !now.has(number)).length
      sum.untold += now.size - before - told.length
      wrong.push(...(await wrongWith(place)))
      if (fresh) rmSync(place.folder, {recursive: true, force: true})
    }
  } finally {
    rmSync(base, {recursive: true, force: true})
  }
  return {seed, kills, ...sum, wrong}
}

/** Kills it so many milliseconds after the file is there, or after its first event. Gives the numbers it had told of. */
async function killOne(place: Place, fresh: boolean, after: number): Promise<number[]> {
  const writer = join(import.meta.dirname, 'programs/writer.ts')
  const child = spawn(process.execPath, [writer, place.folder, '100000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told: number[] = []
  const lines = createInterface({input: child.stdout}).on('line', (line) => told.push(Number(line)))
  await until(() => (fresh ? existsSync(place.file) : told.length > 0))
  const at = performance.now() + after
  await until(() => performance.now() > at)
  child.kill('SIGKILL')
  await Promise.all([once(child, 'exit'), once(lines, 'close')])
  return told
}

/** Finer than a timer, which counts whole milliseconds. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(setImmediate)
}

function numbersIn(place: Place): Set<number> {
  const journal = open(place)
  const numbers = new Set([...journal.read({})].map(({sequence}) => sequence))
  journal.close()
  return numbers
}

async function wrongWith(place: Place): Promise<string[]> {
  const journal = open(place)
  await journal.append(draft())
  journal.close()
  const {ok, findings} = await verify({file: place.file, key: place.key, sinks: [fileSink(place.heads)]})
  return ok ? [] : findings.map((finding) => JSON.stringify(finding))
}
