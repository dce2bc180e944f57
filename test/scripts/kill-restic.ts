import {spawn, spawnSync} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Readable} from 'node:stream'
import {text} from 'node:stream/consumers'
import {setTimeout as delay} from 'node:timers/promises'
import {rolldown} from 'rolldown'
import {randomFrom} from './random.ts'

const deeds = ['create', 'prune', 'restore'] as const
type Deed = (typeof deeds)[number]

export type KilledRestic = {
  readonly seed: number
  /** How many were killed before they had ended. */
  readonly amid: Readonly<Record<Deed, number>>
  /** How many left restic's lock behind. */
  readonly locked: number
  /** What was not as it had to be afterwards, in words. */
  readonly wrong: readonly string[]
}

const rules = {daily: 0, weekly: 0, monthly: 1, days: 0}

/** Kills the engine of restic, with all that it started, at `kills` seeded moments of `create`, `prune` and `restore`. */
export async function killRestic(kills: number, seed: number): Promise<KilledRestic> {
  const random = randomFrom(seed)
  const place = await Place.make()
  const amid = {create: 0, prune: 0, restore: 0}
  const wrong: string[] = []
  let locked = 0
  try {
    place.learn()
    for (let n = 0; n < kills; n++) {
      const deed = deeds[n % deeds.length] as Deed
      place.prepare(deed)
      const before = place.snapshots()
      if (await place.killed(deed, 1.05 * random() * place.usual[deed])) amid[deed] += 1
      const held = place.locks().length > 0
      if (held) locked += 1
      wrong.push(...place.wrong(deed, before, n % 5 === 0).map((what) => `${deed} ${n}: ${what}`))
      // What was left behind is in nobody's way, a lock for itself alone above all.
      if (held) wrong.push(...place.goesOn().map((what) => `after ${deed} ${n}: ${what}`))
    }
    return {seed, amid, locked, wrong}
  } finally {
    place.remove()
  }
}

class Place {
  readonly usual: Record<Deed, number> = {create: 0, prune: 0, restore: 0}
  readonly dir: string
  private readonly root: string
  private readonly program: string
  private readonly source: string
  private readonly below: string
  private readonly data: string

  static async make(): Promise<Place> {
    const root = mkdtempSync(join(tmpdir(), 'kill-restic-'))
    const program = join(root, 'steps.mjs')
    const input = join(import.meta.dirname, '../plugins/backup/programs/restic-steps.ts')
    const build = await rolldown({input, platform: 'node'})
    await build.write({file: program, format: 'esm', codeSplitting: false})
    await build.close()
    return new Place(root, program)
  }

  private constructor(root: string, program: string) {
    this.root = root
    this.program = program
    const names = ['source', 'repository', 'restored', 'data'].map((name) => join(root, name))
    const [source, dir, below, data] = names as [string, string, string, string]
    this.source = source
    this.dir = dir
    this.below = below
    this.data = data
    for (const folder of names) mkdirSync(folder)
    for (let n = 0; n < 100; n++) writeFileSync(join(source, `${n}`), randomBytes(500 + n * 5))
    writeFileSync(join(source, 'large'), randomBytes(12_000_000))
  }

  learn(): void {
    this.run('create')
    for (const deed of deeds) {
      this.prepare(deed)
      const started = performance.now()
      this.run(deed)
      this.usual[deed] = performance.now() - started
    }
  }

  /** Something new to save, or two snapshots of which one goes with what is only its own. */
  prepare(deed: Deed): void {
    if (deed === 'restore') return rmSync(join(this.below, 'again'), {recursive: true, force: true})
    writeFileSync(join(this.source, 'fresh'), randomBytes(8_000_000))
    if (deed === 'prune') this.run('create')
  }

  run(deed: Deed): Record<string, unknown> {
    const {stdout, stderr} = spawnSync(process.execPath, [this.program, this.words(deed)], {encoding: 'utf8'})
    const [result] = JSON.parse(stdout || '[]') as Record<string, unknown>[]
    if (result === undefined || 'error' in result)
      throw new Error(`${deed}: ${JSON.stringify(result)} ${stderr}`)
    return result
  }

  /** As a sandbox ends: nothing in it lives on. Was it still at work? */
  async killed(deed: Deed, at: number): Promise<boolean> {
    const box = ['--dev-bind', '/', '/', '--unshare-pid', '--proc', '/proc', '--die-with-parent']
    const child = spawn(
      'bwrap',
      [...box, '--info-fd', '3', process.execPath, this.program, this.words(deed)],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    )
    const info = text(child.stdio[3] as Readable)
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    await Promise.race([delay(at), ended])
    const amid = child.exitCode === null
    child.kill('SIGKILL')
    await ended
    const [, first] = /"child-pid": (\d+)/.exec(await info) ?? []
    // The kernel is told by the parent's end to end the others, and takes a moment; the first one ends when they have, each thread of theirs.
    while (lives(first)) await delay(5)
    return amid
  }

  /** By their whole names: what restic was still writing, under a name beside it, nobody takes for a lock. */
  locks(): readonly string[] {
    return readdirSync(join(this.dir, 'locks')).filter((name) => name.length === 64)
  }

  snapshots(): readonly string[] {
    return readdirSync(join(this.dir, 'snapshots')).sort()
  }

  wrong(deed: Deed, before: readonly string[], all: boolean): string[] {
    const {status, stderr} = this.restic([
      'check',
      '--no-lock',
      '--no-cache',
      ...(all ? ['--read-data'] : []),
    ])
    const wrong = status === 0 ? [] : [`restic check: ${stderr.slice(0, 500)}`]
    const now = new Set(this.snapshots())
    const lost = before.filter((name) => !now.has(name))
    if (deed === 'prune' ? lost.length >= before.length : lost.length > 0)
      wrong.push(`${lost.join(' ')} gone`)
    const copy = join(this.below, 'again', this.source)
    if (deed === 'restore' && existsSync(join(this.below, 'again')) && digest(this.source) !== digest(copy))
      wrong.push('a restored folder is not whole')
    return wrong
  }

  /** What needs the repository for itself. */
  goesOn(): string[] {
    try {
      this.prepare('prune')
      this.run('prune')
      const left = this.locks()
      return left.length > 0 ? [`${left.join(' ')} left`] : []
    } catch (error) {
      return [(error as Error).message]
    }
  }

  remove(): void {
    rmSync(this.root, {recursive: true, force: true})
  }

  private restic(words: readonly string[]) {
    const env = {PATH: process.env['PATH'], RESTIC_PASSWORD: 'kills', RESTIC_REPOSITORY: this.dir}
    return spawnSync('restic', words, {encoding: 'utf8', env})
  }

  private words(deed: Deed): string {
    const options = {
      create: {
        sources: [this.source],
        excludes: [],
        oneFileSystem: true,
        level: 1,
        ignoreSpace: false,
        init: true,
      },
      prune: rules,
      restore: {below: this.below, into: 'again', only: [], overwrite: false},
    }[deed]
    const account = {url: undefined, user: '', userPassword: '', host: 'kills'}
    const settings = {password: 'kills', ...account, data: this.data}
    return JSON.stringify({dir: this.dir, settings, steps: [{command: deed, options}]})
  }
}

function lives(pid: string | undefined): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function digest(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort())
    hash.update(`${name}\0`).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '100', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killRestic(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.wrong.length === 0 ? 0 : 1
}
