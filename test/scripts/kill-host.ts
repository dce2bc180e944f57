import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {setImmediate, setTimeout as delay} from 'node:timers/promises'
import {randomFrom} from './random.ts'

/** What the journal held of the call when its host was killed; `running` is told from `decided` by the plugin's process. */
export const phases = ['nothing', 'requested', 'decided', 'running', 'finished'] as const
type Phase = (typeof phases)[number]

export type Killed = {
  readonly seed: number
  readonly kills: number
  readonly landed: Readonly<Record<Phase, number>>
  /** Processes of the plugin that were there ten seconds after their host had died. */
  readonly left: number
  readonly verified: boolean
  readonly open: number
  readonly nextCommand: number | null
}

const root = join(import.meta.dirname, '../..')
const parrot = join(root, 'bin/parrot')

/** A name that no other process on this machine has in its environment. */
const plugin = `lingers_${process.pid}`

/** Kills the host with SIGKILL at `kills` seeded moments of a call, most of them around the start of the plugin. */
export async function killHost(kills: number, seed: number): Promise<Killed> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-kill-'))
  const env = {PATH: process.env['PATH'] ?? '', HOME: home, PARROT_HOME: home}
  try {
    prepare(home, env)
    const usual = await timing(home, env)
    const random = randomFrom(seed)
    const landed: Record<Phase, number> = {nothing: 0, requested: 0, decided: 0, running: 0, finished: 0}
    let left = 0
    for (let n = 0; n < kills || (Math.min(...Object.values(landed)) < kills / 20 && n < kills * 6); n++) {
      landed[await killOnce(home, env, moment(n, usual, random))]++
      left += await survivors()
    }
    const next = spawnSync(parrot, [plugin], {env})
    const audit = spawnSync(parrot, ['audit', 'verify'], {env})
    return {
      seed,
      kills,
      landed,
      left,
      verified: audit.status === 0,
      open: openCalls(home),
      nextCommand: next.status,
    }
  } finally {
    rmSync(home, {recursive: true, force: true})
  }
}

function prepare(home: string, env: NodeJS.ProcessEnv): void {
  const folder = join(home, 'data/plugins', plugin)
  mkdirSync(folder, {recursive: true, mode: 0o700})
  cpSync(join(root, 'test/fixtures/plugins/lingers'), folder, {recursive: true})
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as object
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({...manifest, name: plugin}))
  const inspected = spawnSync(parrot, ['plugin', 'inspect', plugin, '--json'], {env, encoding: 'utf8'})
  const {accept} = (JSON.parse(inspected.stdout) as {output: {accept: string}}).output
  const approve = ['plugin', 'approve', plugin, '--accept', accept]
  const enabled = spawnSync(parrot, approve, {env, encoding: 'utf8'})
  if (enabled.status !== 0)
    throw new Error(`lingers could not be enabled: ${enabled.stdout}${enabled.stderr}`)
}

/** When things happen in a call that is left alone: milliseconds after its start, the median of five calls. */
type Timing = {readonly decided: number; readonly ended: number}

async function timing(home: string, env: NodeJS.ProcessEnv): Promise<Timing> {
  const runs: Timing[] = []
  for (let n = 0; n < 5; n++) runs.push(await timed(home, env))
  const median = (key: keyof Timing) => runs.map((run) => run[key]).sort((a, b) => a - b)[2] ?? 0
  return {decided: median('decided'), ended: median('ended')}
}

async function timed(home: string, env: NodeJS.ProcessEnv): Promise<Timing> {
  const before = lastSequence(home)
  const began = Date.now()
  const child = spawn(parrot, [plugin], {env, stdio: 'ignore'})
  await new Promise((done) => child.once('exit', done))
  const ended = Date.now() - began
  const [, decided = 0] = query(
    home,
    `SELECT timestamp FROM events WHERE sequence > ${before} ORDER BY sequence`,
  ).map(({timestamp}) => Date.parse(String(timestamp)) - began)
  return {decided, ended}
}

/** Milliseconds after its start, or so many after this of it is on record. */
type Moment =
  number | {readonly after: 'CALL_REQUESTED' | 'CALL_DECIDED' | 'CALL_FINISHED'; readonly ms: number}

/**
 * A quarter anywhere, a quarter where the request is on record and the decision is not, a quarter in the first 20 ms after that one, when
 * the plugin starts, a quarter until the end and right at it. What is short is waited for: on a busy machine no clock would meet it.
 */
function moment(n: number, {decided, ended}: Timing, random: () => number): Moment {
  if (n % 4 === 0) return random() * ended
  if (n % 4 === 1) return {after: 'CALL_REQUESTED', ms: 0}
  if (n % 4 === 2) return {after: 'CALL_DECIDED', ms: random() * 20}
  return n % 8 === 3 ? decided + random() * (ended - decided) : {after: 'CALL_FINISHED', ms: random() * 5}
}

async function killOnce(home: string, env: NodeJS.ProcessEnv, at: Moment): Promise<Phase> {
  const before = lastSequence(home)
  const child = spawn(parrot, [plugin], {env, stdio: 'ignore'})
  const ended = new Promise((done) => child.once('exit', done))
  if (typeof at !== 'number') await onRecord(home, before, at.after, child)
  await delay(typeof at === 'number' ? at : at.ms)
  // It stands still while it is looked at: going through /proc takes longer than what is to be met.
  child.kill('SIGSTOP')
  const running = pluginProcesses().length > 0
  child.kill('SIGKILL')
  await ended
  const types = eventsAfter(home, before)
  if (types.includes('CALL_FINISHED')) return 'finished'
  if (types.includes('CALL_DECIDED')) return running ? 'running' : 'decided'
  return types.includes('CALL_REQUESTED') ? 'requested' : 'nothing'
}

async function onRecord(home: string, before: number, type: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && !eventsAfter(home, before).includes(type)) await setImmediate()
}

/**
 * Those that are there ten seconds later. Nothing is left once nothing was seen for a tenth of a second: a sandbox that was
 * still being built comes up once more, finds its host gone, and ends. What stays is ended here, or it would count twice.
 */
async function survivors(): Promise<number> {
  let quiet = 0
  for (let n = 0; n < 1000 && quiet < 10; n++) {
    quiet = pluginProcesses().length === 0 ? quiet + 1 : 0
    await delay(10)
  }
  if (quiet === 10) return 0
  const left = pluginProcesses()
  for (const pid of left) spawnSync('kill', ['-9', String(pid)])
  return left.length
}

/** By the plugin's own environment; no other process has it. */
function pluginProcesses(): number[] {
  const folders = globSync('/proc/[0-9]*')
  const ours = folders.filter((folder) =>
    readOrNothing(join(folder, 'environ')).includes(`PARROT_PLUGIN=${plugin}\0`),
  )
  return ours.map((folder) => Number(folder.slice('/proc/'.length)))
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

function lastSequence(home: string): number {
  return Number(query(home, 'SELECT max(sequence) AS n FROM events')[0]?.['n'] ?? 0)
}

/** Those of the call itself, not those that close an earlier one. */
function eventsAfter(home: string, sequence: number): string[] {
  const rows = query(
    home,
    `SELECT event_type, payload FROM events WHERE sequence > ${sequence} ORDER BY sequence`,
  )
  return rows
    .filter(({payload}) => !String(payload).includes('"unknown_outcome"'))
    .map(({event_type}) => String(event_type))
}

function openCalls(home: string): number {
  return Number(query(home, 'SELECT count(*) AS n FROM open_calls')[0]?.['n'])
}

function query(home: string, sql: string) {
  const db = new DatabaseSync(join(home, 'state/journal.db'), {readOnly: true, timeout: 10_000})
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '500', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killHost(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.left === 0 && result.verified && result.open === 0 ? 0 : 1
}
