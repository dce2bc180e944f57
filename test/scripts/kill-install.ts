import {spawn, spawnSync} from 'node:child_process'
import {
  chmodSync,
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
import {randomFrom} from './random.ts'

/** What was being done when it was killed. */
const deeds = ['install', 'approve', 'update', 'uninstall'] as const
type Deed = (typeof deeds)[number]

/** What was found of it afterwards: nothing yet, its staging folder, a folder that no lock entry names yet, or all of it. */
type Landed = 'before' | 'staged' | 'kept' | 'done'

export type Killed = {
  readonly seed: number
  readonly landed: Readonly<Record<Deed, Readonly<Record<Landed, number>>>>
  /** What was neither the old state nor the new one, in words. */
  readonly between: readonly string[]
  /** What was left in the store when all was uninstalled. */
  readonly left: readonly string[]
}

const fetches = (deed: Deed) => deed === 'install' || deed === 'update'
const parrot = join(import.meta.dirname, '../../bin/parrot')
const name = 'weather'

/** Kills `parrot plugin install`, `approve`, `update` and `uninstall` at `kills` seeded moments, a quarter each. */
export async function killInstall(kills: number, seed: number): Promise<Killed> {
  const place = new Place()
  const random = randomFrom(seed)
  const landed = Object.fromEntries(
    deeds.map((deed) => [deed, {before: 0, staged: 0, kept: 0, done: 0}]),
  ) as Record<Deed, Record<Landed, number>>
  const between: string[] = []
  try {
    for (let n = 0; n < kills; n++) {
      const deed = deeds[n % deeds.length] as Deed
      place.prepare(deed)
      const before = place.state()
      const from = fetches(deed)
        ? (['start', 'staged', 'kept', 'locked'] as const)[Math.floor(n / deeds.length) % 4]
        : 'start'
      const within = {start: place.usual[deed], staged: 60, kept: 3, locked: 3}[from ?? 'start']
      const at = from === 'start' ? within * (0.35 + 0.65 * random()) : within * random()
      const ended = await place.killed(deed, at, from ?? 'start')
      const after = place.state()
      landed[deed][place.found(before, after)]++
      if (ended && after === before) between.push(`${deed} ${n} ended and did nothing`)
      if (!place.allowed(deed, before).includes(after))
        between.push(`${deed} ${n}: ${before} became ${after}`)
    }
    place.run('plugin', 'uninstall', name)
    return {seed, landed, between, left: place.stored()}
  } finally {
    place.remove()
  }
}

/** A home, and the folder of an author whose plugin says which version it is. */
class Place {
  readonly home = mkdtempSync(join(tmpdir(), 'parrot-kill-'))
  readonly usual: Record<Deed, number> = {install: 0, approve: 0, update: 0, uninstall: 0}
  private version = 1
  private readonly source = join(this.home, 'author', name)

  constructor() {
    this.write()
    for (let round = 0; round < 3; round++)
      for (const deed of deeds) {
        this.prepare(deed)
        const started = performance.now()
        this.run(...this.words(deed))
        this.usual[deed] = Math.max(this.usual[deed], performance.now() - started)
      }
  }

  /** Everything is as this deed needs it, with no trace of the one before. */
  prepare(deed: Deed): void {
    if (deed === 'install') {
      this.run('plugin', 'uninstall', name)
      return
    }
    if (this.state() === 'none') this.run('plugin', 'install', this.source)
    if (deed === 'approve') return
    if (!this.state().startsWith('runs')) this.run(...this.words('approve'))
    if (deed !== 'update') return
    this.run('plugin', 'update', name)
    this.version++
    this.write()
  }

  /** The state as somebody would meet it: what the plugin says when it is run, or that it is there, or nothing. */
  state(): string {
    const {status, stdout} = this.run(name)
    if (status === 0) return `runs ${stdout.trim()}`
    if (status !== 127) return `status ${status}`
    const listed = JSON.parse(this.run('plugin', 'list', '--json').stdout) as {
      output: {plugins: {name: string; state: string}[]; problems: unknown[]}
    }
    const {plugins, problems} = listed.output
    const found = plugins.find((plugin) => plugin.name === name)?.state ?? 'none'
    return problems.length === 0 ? found : `${found}, ${JSON.stringify(problems)}`
  }

  allowed(deed: Deed, before: string): readonly string[] {
    const now = `runs ${this.version}`
    const after = {install: 'not_enabled', approve: now, update: now, uninstall: 'none'}[deed]
    return [before, after]
  }

  found(before: string, after: string): Landed {
    if (before !== after) return 'done'
    const releases = this.stored().filter((path) => !path.startsWith('.staging/'))
    if (releases.length > this.needed()) return 'kept'
    return releases.length < this.stored().length ? 'staged' : 'before'
  }

  /** Folders of releases that the lock names. */
  private needed(): number {
    return new Set(this.lock().match(/"sha512-[^"]+"/g)).size
  }

  private lock(): string {
    const lock = join(this.home, 'config/plugins.lock.json')
    return existsSync(lock) ? readFileSync(lock, 'utf8') : ''
  }

  /** Kills it so long after its start, or after it has begun to stage, kept what it staged, or named that in the lock; true where it had ended by then. */
  async killed(deed: Deed, at: number, from: 'start' | 'staged' | 'kept' | 'locked'): Promise<boolean> {
    const [before, lock] = [this.stored(), this.lock()]
    const reached = {
      start: () => true,
      staged: () => this.stored().some((path) => path.startsWith('.staging/')),
      kept: () => this.stored().some((path) => !path.startsWith('.staging/') && !before.includes(path)),
      locked: () => this.lock() !== lock,
    }[from]
    const child = spawn(parrot, this.words(deed), {env: this.env, stdio: 'ignore'})
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    while (child.exitCode === null && !reached()) await immediate()
    await (at < 1 ? immediate() : Promise.race([delay(at), ended]))
    const over = child.exitCode !== null
    child.kill('SIGKILL')
    await ended
    return over
  }

  run(...args: string[]) {
    return spawnSync(parrot, args, {env: this.env, encoding: 'utf8'})
  }

  /** Folders below the store, two levels deep. */
  stored(): string[] {
    const store = join(this.home, 'data/installed')
    return list(store).flatMap((each) => list(join(store, each)).map((release) => `${each}/${release}`))
  }

  remove(): void {
    rmSync(this.home, {recursive: true, force: true})
  }

  private words(deed: Deed): string[] {
    if (deed === 'install') return ['plugin', 'install', this.source]
    if (deed !== 'approve') return ['plugin', deed, name]
    const {stdout} = this.run('plugin', 'inspect', name, '--json')
    const {accept} = (JSON.parse(stdout) as {output: {accept: string}}).output
    return ['plugin', 'approve', name, '--accept', accept]
  }

  private get env() {
    return {PATH: process.env['PATH'] ?? '', HOME: this.home, PARROT_HOME: this.home}
  }

  private write(): void {
    mkdirSync(this.source, {recursive: true})
    const manifest = {
      name,
      version: `1.${this.version}.0`,
      description: 'Weather',
      entrypoint: 'run.sh',
      permissions: ['weather:show'],
    }
    writeFileSync(join(this.source, 'manifest.json'), JSON.stringify(manifest))
    for (let file = 0; file < 30; file++)
      writeFileSync(join(this.source, `part-${file}`), `${this.version}\n`)
    writeFileSync(join(this.source, 'run.sh'), `#!/bin/sh\ncat part-* | sort -u\n`)
    chmodSync(join(this.source, 'run.sh'), 0o755)
  }
}

/** Looked at while others work in it: what has just gone is not there. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '200', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killInstall(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.between.length + result.left.length === 0 ? 0 : 1
}
