import {spawn, spawnSync} from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setImmediate as immediate, setTimeout as delay} from 'node:timers/promises'
import {gunzipSync, zstdDecompressSync} from 'node:zlib'
import {archiveOf} from '../../src/log/archive-name.ts'
import {randomFrom} from './random.ts'

/** What was found of a killed rotation: nothing, its intent, some logs renamed, a file half-written or there twice, or all of it. */
type Landed = 'before' | 'intended' | 'renamed' | 'halfway' | 'twice' | 'done'

export type Killed = {
  readonly seed: number
  readonly landed: Readonly<Record<Landed, number>>
  /** What was lost, doubled or left over, in words. */
  readonly wrong: readonly string[]
}

const parrot = join(import.meta.dirname, '../../bin/parrot')
const count = 12
const mode = 0o640

/**
 * Kills `parrot log_rotate` at `kills` seeded moments. Right after each, no line that was ever written may be missing; after the
 * next run, which is not killed, each has to be in exactly one file, and every log there with its mode.
 */
export async function killRotate(kills: number, seed: number): Promise<Killed> {
  const place = new Place()
  const random = randomFrom(seed)
  const landed: Record<Landed, number> = {before: 0, intended: 0, renamed: 0, halfway: 0, twice: 0, done: 0}
  const wrong: string[] = []
  try {
    for (let n = 0; n < kills; n++) {
      if (n % 25 === 0) place.empty()
      place.configure(n)
      place.write()
      const ended = await place.killed(random, n)
      landed[place.found(ended)]++
      wrong.push(...place.lost().map((text) => `kill ${n}: ${text}`))
      const {status, stderr} = place.run()
      if (status !== 0) wrong.push(`kill ${n}: the next run ended with ${status}: ${stderr}`)
      wrong.push(...place.unclean().map((text) => `kill ${n}, next run: ${text}`))
    }
    return {seed, landed, wrong}
  } finally {
    place.remove()
  }
}

/** A home, and a folder of logs that it looks after. */
class Place {
  private readonly home = mkdtempSync(join(tmpdir(), 'parrot-kill-rotate-'))
  private readonly logs = join(this.home, 'var-log')
  private written: string[] = []
  private next = 0
  private archives = 0
  /** How long a rotation usually is at work, from the first change that can be seen to its end. */
  private usual = 30

  configure(n: number): void {
    const compress = ['gzip', 'zstd', 'gzip', 'none'][n % 4]
    const settings = {LOG_DIR: this.logs, LOG_KEEP: 1000, LOG_RETENTION_DAYS: 0, LOG_COMPRESS: compress}
    const config = {plugins: {log_rotate: {...settings, LOG_DELAY_COMPRESS: n % 3 === 0}}}
    mkdirSync(join(this.home, 'config'), {recursive: true, mode: 0o700})
    writeFileSync(join(this.home, 'config/config.json'), JSON.stringify(config), {mode: 0o600})
  }

  empty(): void {
    rmSync(this.logs, {recursive: true, force: true})
    mkdirSync(this.logs, {mode: 0o755})
    this.written = []
    for (let at = 0; at < count; at++) {
      writeFileSync(this.log(at), '')
      chmodSync(this.log(at), mode)
    }
  }

  /** Some lines to each log, many to the first. */
  write(): void {
    for (let at = 0; at < count; at++) {
      const lines = Array.from({length: at === 0 ? 2000 : 20}, () => `line ${this.next++} ${'·'.repeat(at)}`)
      appendFileSync(this.log(at), `${lines.join('\n')}\n`)
      this.written.push(...lines)
    }
    this.archives = this.names().filter((name) => archiveOf(name) !== undefined).length
  }

  /** Kills it at some moment after its start, or, mostly, after the first change that can be seen; true where it had ended by then. */
  async killed(random: () => number, n: number): Promise<boolean> {
    const before = this.look()
    const child = spawn(parrot, ['log_rotate', '--force'], {env: this.env, stdio: 'ignore'})
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    if (n % 5 === 4) await Promise.race([delay(random() * 400), ended])
    else {
      while (child.exitCode === null && this.look() === before) await immediate()
      const started = performance.now()
      await Promise.race([delay(random() * this.usual), ended])
      if (child.exitCode !== null) this.usual = Math.max(5, (this.usual + performance.now() - started) / 2)
      else this.usual *= 1.05
    }
    const over = child.exitCode !== null
    child.kill('SIGKILL')
    await ended
    return over
  }

  found(ended: boolean): Landed {
    if (ended) return 'done'
    const names = this.names()
    if (names.some((name) => name.startsWith('.'))) return 'halfway'
    if (this.twins(names).length > 0) return 'twice'
    if (names.filter((name) => archiveOf(name) !== undefined).length > this.archives) return 'renamed'
    return this.pending() ? 'intended' : 'before'
  }

  /** Right after the kill: what is missing, and what is there twice but for a file that is there plain and compressed. */
  lost(): string[] {
    const twins = new Set(this.twins(this.names()))
    return this.compare(this.names().filter((name) => !name.startsWith('.') && !twins.has(name)))
  }

  /** After the next run: all of that, and what is left over. */
  unclean(): string[] {
    const names = this.names()
    const bad = Array.from({length: count}, (_, at) => this.log(at)).flatMap((file) => {
      if (!existsSync(file)) return [`${file} is not there`]
      return (statSync(file).mode & 0o777) === mode ? [] : [`${file} has another mode`]
    })
    const left = names.filter((name) => name.startsWith('.') || this.twins(names).includes(name))
    const pending = this.pending() ? ['something is pending'] : []
    return [...this.compare(names), ...bad, ...left.map((name) => `${name} is left over`), ...pending]
  }

  run() {
    return spawnSync(parrot, ['log_rotate'], {env: this.env, encoding: 'utf8'})
  }

  remove(): void {
    rmSync(this.home, {recursive: true, force: true})
  }

  private compare(names: readonly string[]): string[] {
    const lines = names.flatMap((name) => this.text(name).split('\n').slice(0, -1))
    const [there, wanted] = [new Set(lines), new Set(this.written)]
    const missing = wanted.difference(there).size
    const strange = there.difference(wanted).size
    const doubled = lines.length - there.size
    return missing + strange + doubled === 0
      ? []
      : [`${missing} lines missing, ${doubled} doubled, ${strange} strange`]
  }

  /** The compressed ones of those that are there plain too. */
  private twins(names: readonly string[]): string[] {
    return names.filter(
      (name) => /\.(?:gz|zst)$/.test(name) && names.includes(name.replace(/\.(?:gz|zst)$/, '')),
    )
  }

  private pending(): boolean {
    const file = join(this.home, 'state/log-rotate.json')
    return existsSync(file) && !readFileSync(file, 'utf8').includes('"pending":{}')
  }

  private text(name: string): string {
    const bytes = readFileSync(join(this.logs, name))
    if (name.endsWith('.gz')) return gunzipSync(bytes).toString()
    return (name.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString()
  }

  private look(): string {
    return `${this.names().join()} ${this.pending()}`
  }

  private names(): string[] {
    return readdirSync(this.logs)
  }

  private log(at: number): string {
    return join(this.logs, `app-${at}.log`)
  }

  private get env() {
    return {PATH: process.env['PATH'] ?? '', HOME: this.home, PARROT_HOME: this.home}
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '200', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killRotate(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.wrong.length === 0 ? 0 : 1
}
