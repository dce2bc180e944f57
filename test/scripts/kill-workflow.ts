import {spawn, spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {setImmediate as immediate, setTimeout as delay} from 'node:timers/promises'
import {randomFrom} from './random.ts'

/** What was found of a run when its host had been killed. */
export const phases = ['nothing', 'begun', 'running', 'recorded', 'between', 'summed up', 'finished'] as const
type Phase = (typeof phases)[number]

export type Killed = {
  readonly seed: number
  readonly kills: number
  readonly landed: Readonly<Record<Phase, number>>
  /** Runs that a resume brought to their end, and those that it rightly would not: a step may have done its work. */
  readonly resumed: number
  readonly unsure: number
  /** What may not be, in words. */
  readonly wrong: readonly string[]
  readonly verified: boolean
  readonly open: number
}

const parrot = join(import.meta.dirname, '../../bin/parrot')
const steps = ['s1', 's2', 's3', 's4', 's5'] as const
const mayRepeat = new Set(['s1', 's3', 's5'])

type Event = {readonly sequence: number; readonly event_type: string; readonly payload: Payload}
type Payload = {
  readonly call: string
  readonly tool: string
  readonly parent?: string
  readonly step?: number
  readonly outcome?: string
  readonly run?: string
}

/** Kills the host at `kills` seeded moments of a workflow of five steps, goes on with each, and looks at what ran. */
export async function killWorkflow(kills: number, seed: number): Promise<Killed> {
  const place = new Place()
  const random = randomFrom(seed)
  const landed = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>
  const wrong: string[] = []
  let [resumed, unsure, done] = [0, 0, 0]
  try {
    place.usual = await place.timed()
    while (done < kills) {
      const before = place.last()
      const ran = place.ledger()
      await place.killed([], done, random)
      landed[place.phase(before)]++
      done++
      while (done < kills && random() < 0.3) {
        await place.killed(['--resume'], done, random)
        landed[place.phase(before)]++
        done++
      }
      const verdict = place.goOn(before, ran)
      if (verdict === 'resumed') resumed++
      else if (verdict === 'unsure') unsure++
      else if (verdict !== 'nothing') wrong.push(`kill ${done}: ${verdict}`)
    }
    const verified = place.run('audit', 'verify').status === 0
    return {seed, kills, landed, resumed, unsure, wrong, verified, open: place.openCalls()}
  } finally {
    place.remove()
  }
}

class Place {
  readonly home = mkdtempSync(join(tmpdir(), 'parrot-kill-'))
  usual = 0

  constructor() {
    for (const name of steps) this.plugin(name, {entrypoint: 'run.sh', permissions: [`${name}:run`]})
    const workflow = steps.map((call) => ({call}))
    this.plugin('five', {entrypoint: {workflow}, permissions: ['five:execute']})
  }

  async timed(): Promise<number> {
    let slowest = 0
    for (let n = 0; n < 3; n++) {
      const began = performance.now()
      const {status, stderr} = this.run('five')
      if (status !== 0) throw new Error(`the workflow does not run: ${stderr}`)
      slowest = Math.max(slowest, performance.now() - began)
    }
    return slowest
  }

  /** A third at any moment, a third just when a step is behind it, a third about the end. */
  async killed(more: readonly string[], n: number, random: () => number): Promise<void> {
    const wanted = [undefined, Math.floor(random() * 5), 5][n % 3]
    const child = spawn(parrot, ['five', ...more], {env: this.env, stdio: 'ignore'})
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    if (wanted === undefined) await Promise.race([delay(random() * this.usual), ended])
    else {
      const reached = () => (wanted === 5 ? this.summedUp(child.pid ?? 0) : this.behind() >= wanted)
      while (child.exitCode === null && !reached()) await immediate()
      if (random() < 0.7) await Promise.race([delay(random() * (wanted === 5 ? 4 : 60)), ended])
    }
    child.kill('SIGKILL')
    await ended
  }

  /** Goes on with what was killed until it is over; 'nothing' where there was nothing to go on with, and rightly. */
  goOn(before: number, ran: ReadonlyMap<string, number>): string {
    const known = this.state()
    const {status, stdout} = this.run('five', '--resume', '--json')
    const code = (JSON.parse(stdout) as {problems: {code: string}[]}).problems[0]?.code
    const events = this.events(before)
    const broken = this.twice(events, ran)
    if (broken !== undefined) return broken
    if (status === 74 && code === 'workflow_unsure') return this.anew(known)
    if (status === 0) return this.over(events, known) ?? 'resumed'
    if (status !== 2 || code !== 'workflow_nothing') return `resume ended with ${status} ${code}`
    const complete = events.some(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    const began = events.some(({payload}) => payload.step !== undefined)
    if (began && !complete) return 'a run that had begun was lost'
    return this.left() > 0 ? 'a file was left' : 'nothing'
  }

  /** What was recorded as done is not called again, and what may not be repeated ran once at most. */
  private twice(events: readonly Event[], ran: ReadonlyMap<string, number>): string | undefined {
    const finished = new Map(
      events.filter(({event_type}) => event_type === 'CALL_FINISHED').map((e) => [e.payload.call, e]),
    )
    for (const [at, tool] of steps.entries()) {
      const calls = events.filter(
        ({event_type, payload}) => event_type === 'CALL_REQUESTED' && payload.step === at + 1,
      )
      const well = calls
        .map(({payload}) => finished.get(payload.call))
        .find((e) => e?.payload.outcome === 'ok')
      const first = well?.sequence ?? Number.POSITIVE_INFINITY
      if (calls.some(({sequence}) => sequence > first)) return `${tool} was called again after it was done`
      const times = (this.ledger().get(tool) ?? 0) - (ran.get(tool) ?? 0)
      if (!mayRepeat.has(tool) && times > 1) return `${tool} ran ${times} times`
    }
    return undefined
  }

  private over(events: readonly Event[], known: string | undefined): string | undefined {
    const well = events.filter(
      ({event_type, payload}) => event_type === 'WORKFLOW_COMPLETED' && payload.run === known,
    )
    if (well.length !== 1) return `${well.length} summaries`
    return this.left() > 0 ? 'a file was left' : undefined
  }

  /** Beginning anew sets the old run aside, with a summary of its own. */
  private anew(known: string | undefined): string {
    const before = this.last()
    const {status, stderr} = this.run('five')
    if (status !== 0) return `anew ended with ${status}`
    if (!stderr.includes('is set aside')) return 'nothing was said of the run that was set aside'
    const told = this.events(before).filter(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    if (told.length !== 2 || told[0]?.payload.run !== known) return 'the run set aside has no summary'
    return this.left() > 0 ? 'a file was left' : 'unsure'
  }

  phase(before: number): Phase {
    const events = this.events(before).filter(({payload}) => payload.outcome !== 'unknown_outcome')
    const state = this.state()
    if (state === undefined)
      return events.some(({payload}) => payload.step !== undefined) ? 'finished' : 'nothing'
    const summed = events.some(({event_type}) => event_type === 'WORKFLOW_COMPLETED')
    if (summed) return 'summed up'
    const last = events.findLast(
      ({event_type, payload}) => event_type === 'CALL_REQUESTED' && payload.step !== undefined,
    )
    if (last === undefined) return 'begun'
    const over = events.some(
      ({event_type, payload}) => event_type === 'CALL_FINISHED' && payload.call === last.payload.call,
    )
    if (!over) return 'running'
    return (last.payload.step ?? 0) > this.behind() ? 'recorded' : 'between'
  }

  run(...args: string[]) {
    return spawnSync(parrot, args, {env: this.env, encoding: 'utf8'})
  }

  last(): number {
    return Number(this.query('SELECT max(sequence) AS n FROM events')[0]?.['n'] ?? 0)
  }

  openCalls(): number {
    return Number(this.query('SELECT count(*) AS n FROM open_calls')[0]?.['n'])
  }

  /** How often each step ever ran, by the word of the programs themselves. */
  ledger(): ReadonlyMap<string, number> {
    const ran = (name: string) => read(join(this.home, 'data/plugin-data', name, 'ran')) ?? ''
    return new Map(steps.map((name) => [name, ran(name).split('\n').length - 1]))
  }

  remove(): void {
    rmSync(this.home, {recursive: true, force: true})
  }

  private events(after: number): Event[] {
    const sql = `SELECT sequence, event_type, payload FROM events WHERE sequence > ${after} ORDER BY sequence`
    return this.query(sql).map(({sequence, event_type, payload}) => ({
      sequence: Number(sequence),
      event_type: String(event_type),
      payload: JSON.parse(String(payload)) as Payload,
    }))
  }

  private query(sql: string) {
    const db = new DatabaseSync(join(this.home, 'state/journal.db'), {readOnly: true, timeout: 10_000})
    try {
      return db.prepare(sql).all()
    } finally {
      db.close()
    }
  }

  private files(): string[] {
    const folder = join(this.home, 'state/workflows')
    try {
      return readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => join(folder, file))
    } catch {
      return []
    }
  }

  private left = () => this.files().length

  private state(): string | undefined {
    return this.files()[0]?.split('.').at(-2)
  }

  /** Steps that the state file has as done; -1 where there is none. */
  private behind(): number {
    const text = read(this.files()[0] ?? '')
    return text === undefined ? -1 : (JSON.parse(text) as {done: unknown[]}).done.length
  }

  /** Is the last step of this host's run on record as finished? */
  private summedUp(pid: number): boolean {
    if (this.behind() < 4) return false
    const sql = `SELECT payload FROM events WHERE event_type = 'CALL_FINISHED' ORDER BY sequence DESC LIMIT 1`
    const sure = pid > 0 && this.query(sql)[0]
    return sure !== false && sure !== undefined && String(sure['payload']).includes('"tool":"s5"')
  }

  private plugin(name: string, more: object): void {
    const folder = join(this.home, 'data/plugins', name)
    mkdirSync(folder, {recursive: true, mode: 0o700})
    const annotations = mayRepeat.has(name) ? {annotations: {idempotent: true}} : {}
    const manifest = {name, version: '1.0.0', description: 'Of a test', ...annotations, ...more}
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\necho "$PARROT_PLUGIN" >> /data/ran\nsleep 0.03\n')
    chmodSync(join(folder, 'run.sh'), 0o755)
    const inspected = this.run('plugin', 'inspect', name, '--json')
    const {accept} = (JSON.parse(inspected.stdout) as {output: {accept: string}}).output
    const {status, stderr} = this.run('plugin', 'approve', name, '--accept', accept)
    if (status !== 0) throw new Error(`${name} could not be approved: ${stderr}`)
  }

  private get env() {
    return {PATH: process.env['PATH'] ?? '', HOME: this.home, PARROT_HOME: this.home}
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '100', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killWorkflow(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.wrong.length === 0 && result.verified && result.open === 0 ? 0 : 1
}
