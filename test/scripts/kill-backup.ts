import {spawn, spawnSync} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setImmediate as immediate, setTimeout as delay} from 'node:timers/promises'
import {rolldown} from 'rolldown'
import {randomFrom} from './random.ts'

/** What was being done when it was killed. */
const deeds = ['create', 'prune', 'restore', 'overwrite'] as const
type Deed = (typeof deeds)[number]

/** What was found of it afterwards: nothing, something unfinished, or all of it. */
type Landed = 'before' | 'amid' | 'done'

export type Killed = {
  readonly seed: number
  readonly landed: Readonly<Record<Deed, Readonly<Record<Landed, number>>>>
  /** What was neither the old state nor the new one, in words. */
  readonly between: readonly string[]
  /** What was left behind when each had been done once more. */
  readonly left: readonly string[]
}

const rules = {daily: 0, weekly: 0, monthly: 1, days: 0}

/** Kills the embedded engine of backup at `kills` seeded moments of `create`, `prune` and `restore`, a quarter each. */
export async function killBackup(kills: number, seed: number): Promise<Killed> {
  const random = randomFrom(seed)
  const place = await Place.make()
  const landed = Object.fromEntries(deeds.map((deed) => [deed, {before: 0, amid: 0, done: 0}])) as Record<
    Deed,
    Record<Landed, number>
  >
  const between: string[] = []
  try {
    place.learn()
    for (let n = 0; n < kills; n++) {
      const deed = deeds[n % deeds.length] as Deed
      place.prepare(deed)
      const before = place.archives()
      // Starting Node is most of the time, so half of the moments are counted from the first trace of the work.
      const fromTrace = Math.floor(n / deeds.length) % 2 === 0
      await place.killed(deed, (fromTrace ? 0.5 : 1.1) * random() * place.usual[deed], fromTrace)
      landed[deed][place.found(deed, before)]++
      between.push(...place.wrong(deed, before).map((what) => `${deed} ${n}: ${what}`))
    }
    for (const deed of ['overwrite', 'create', 'restore'] as const) {
      place.prepare(deed)
      place.run(deed)
    }
    return {seed, landed, between, left: place.unfinished()}
  } finally {
    place.remove()
  }
}

class Place {
  readonly usual: Record<Deed, number> = {create: 0, prune: 0, restore: 0, overwrite: 0}
  private readonly root: string
  private readonly program: string
  private readonly source: string
  private readonly dir: string
  private readonly below: string
  private readonly keep: string

  static async make(): Promise<Place> {
    const root = mkdtempSync(join(tmpdir(), 'kill-backup-'))
    const program = join(root, 'steps.mjs')
    const input = join(import.meta.dirname, '../plugins/backup/programs/steps.ts')
    const build = await rolldown({input, platform: 'node'})
    await build.write({file: program, format: 'esm', codeSplitting: false})
    await build.close()
    return new Place(root, program)
  }

  private constructor(root: string, program: string) {
    this.root = root
    this.program = program
    const [source, dir, below, keep] = ['source', 'archives', 'restored', 'keep'].map((name) =>
      join(root, name),
    ) as [string, string, string, string]
    this.source = source
    this.dir = dir
    this.below = below
    this.keep = keep
    for (const folder of [source, dir, below, keep]) mkdirSync(folder)
    for (let n = 0; n < 200; n++) writeFileSync(join(source, `${n}`), randomBytes(500 + n * 5))
    writeFileSync(join(source, 'large'), randomBytes(5_000_000))
  }

  /** How long each takes here, and four archives to prune. */
  learn(): void {
    for (let n = 0; n < 4; n++) this.run('create')
    cpSync(this.dir, this.keep, {recursive: true})
    for (const deed of deeds) {
      this.prepare(deed)
      const started = performance.now()
      this.run(deed)
      this.usual[deed] = performance.now() - started
    }
  }

  prepare(deed: Deed): void {
    rmSync(this.dir, {recursive: true})
    cpSync(this.keep, this.dir, {recursive: true})
    for (const name of list(this.below))
      if (name !== '.restore.guard' && !name.endsWith('.partial'))
        rmSync(join(this.below, name), {recursive: true})
    if (deed === 'overwrite')
      cpSync(this.root.concat('/source'), join(this.below, 'again', this.source), {recursive: true})
  }

  archives(): ReadonlyMap<string, string> {
    const names = list(this.dir).filter((name) => name.startsWith('backup-'))
    return new Map(names.map((name) => [name, digest(join(this.dir, name))]))
  }

  run(deed: Deed | 'verify'): Record<string, unknown> {
    const {stdout, stderr} = spawnSync(process.execPath, [this.program, this.words(deed)], {encoding: 'utf8'})
    const [result] = JSON.parse(stdout || '[]') as Record<string, unknown>[]
    if (result === undefined || 'error' in result)
      throw new Error(`${deed}: ${JSON.stringify(result)} ${stderr}`)
    return result
  }

  async killed(deed: Deed, at: number, fromTrace: boolean): Promise<void> {
    const trace = this.trace()
    const child = spawn(process.execPath, [this.program, this.words(deed)], {stdio: 'ignore'})
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const waits = () => fromTrace && child.exitCode === null && this.trace() === trace
    while (waits()) await immediate()
    await Promise.race([delay(at), ended])
    child.kill('SIGKILL')
    await ended
  }

  found(deed: Deed, before: ReadonlyMap<string, string>): Landed {
    const now = list(this.dir).filter((name) => name.startsWith('backup-')).length
    const unfinished = this.unfinished().length > 0
    if (deed === 'create') return now > before.size ? 'done' : unfinished ? 'amid' : 'before'
    if (deed === 'prune') return now === 1 ? 'done' : now < before.size ? 'amid' : 'before'
    if (deed === 'restore')
      return existsSync(join(this.below, 'again')) ? 'done' : unfinished ? 'amid' : 'before'
    return unfinished ? 'amid' : 'before'
  }

  /** Every archive that is there verifies, none that was there has changed, the newest is there; and a restored folder is whole. */
  wrong(deed: Deed, before: ReadonlyMap<string, string>): string[] {
    const now = this.archives()
    const wrong = [...before].flatMap(([name, was]) =>
      now.has(name) && now.get(name) !== was ? [`${name} changed`] : [],
    )
    const lost = [...before.keys()].filter((name) => !now.has(name))
    if (deed !== 'prune' && lost.length > 0) wrong.push(`${lost.join(' ')} gone`)
    if (!now.has([...before.keys()].sort().at(-1) ?? '')) wrong.push('the newest is gone')
    const added = [...now.keys()].some((name) => !before.has(name))
    if (
      added &&
      (this.run('verify') as {archives: {damagedCount: number}[]}).archives.some(
        ({damagedCount}) => damagedCount > 0,
      )
    )
      wrong.push('an archive does not verify')
    const copy = join(this.below, 'again', this.source)
    if ((deed === 'restore' || deed === 'overwrite') && existsSync(join(this.below, 'again'))) {
      const names = list(this.source)
      const there = list(copy).filter((name) => !name.startsWith('.parrot-'))
      if (
        names.length !== there.length ||
        names.some((name) => digest(join(this.source, name)) !== digest(join(copy, name)))
      )
        wrong.push('a restored folder is not whole')
    }
    return wrong
  }

  unfinished(): string[] {
    const left = (folder: string, form: RegExp) => list(folder).filter((name) => form.test(name))
    return [
      ...left(this.dir, /partial|lines/),
      ...left(this.below, /partial/),
      ...left(join(this.below, 'again', this.source), /^\.parrot-/),
    ]
  }

  remove(): void {
    rmSync(this.root, {recursive: true, force: true})
  }

  private trace(): string {
    const folders = [this.dir, this.below, join(this.below, 'again', this.source)]
    return folders.map((folder) => list(folder).join()).join('/')
  }

  private words(deed: Deed | 'verify'): string {
    const restore = {below: this.below, into: 'again', only: []}
    const create = {sources: [this.source], excludes: [], oneFileSystem: true, level: 1, ignoreSpace: false}
    const step = {
      create: {command: 'create', options: create},
      prune: {command: 'prune', options: rules},
      restore: {command: 'restore', options: {...restore, overwrite: false}},
      overwrite: {command: 'restore', options: {...restore, overwrite: true}},
      verify: {command: 'verify', options: {all: true}},
    }[deed]
    return JSON.stringify([{...step, dir: this.dir}])
  }
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** Looked at while others work in it. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '100', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killBackup(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.between.length + result.left.length === 0 ? 0 : 1
}
