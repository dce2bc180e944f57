import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {StoredEvent} from '../../src/events/journal.ts'
import {placeIn, type Place} from '../events/place.ts'
import {seeded, type Random} from '../seeded.ts'
import {noticesOf, rigIn} from './rig.ts'

export type AlertKills = {
  readonly seed: string
  readonly kills: number
  /** Changes from well to wrong and back that the journal tells of. */
  readonly transitions: number
  readonly repeats: number
  /** Told twice, not told, or told and not so; empty where all is well. */
  readonly wrong: readonly string[]
}

/**
 * Two processes at a time write events and evaluate the rules; each is killed with SIGKILL at a seeded moment. Afterwards
 * the journal has to hold each transition once: neither twice, nor not at all.
 */
export async function killEvaluators(seed: string, kills: number): Promise<AlertKills> {
  const random = seeded(seed)
  const folder = mkdtempSync(join(tmpdir(), 'parrot-alert-kills-'))
  chmodSync(folder, 0o700)
  const place = placeIn(folder)
  try {
    for (let round = 0; round < kills / 2; round++)
      await Promise.all([0, 1].map((one) => killOne(place, `${seed}-${round}-${one}`, random)))
    return {seed, kills, ...(await judged(place))}
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

async function killOne(place: Place, seed: string, random: Random): Promise<void> {
  const [evaluations, after] = [1 + random.below(6), random.below(30_000) / 1000]
  const program = join(import.meta.dirname, 'programs/evaluator.ts')
  const child: ChildProcess = spawn(process.execPath, [program, place.folder, seed], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const seen = {lines: 0}
  child.stdout?.on('data', (text: Buffer) => (seen.lines += text.toString().split('\n').length - 1))
  while (seen.lines < evaluations && child.exitCode === null) await new Promise(setImmediate)
  const at = performance.now() + after
  while (performance.now() < at) await new Promise(setImmediate)
  child.kill('SIGKILL')
  await gone
}

const watched: Readonly<Record<string, string>> = {
  backup_create: 'backup_failed',
  system_update_apply: 'update_failed',
}

async function judged(place: Place): Promise<Omit<AlertKills, 'seed' | 'kills'>> {
  const rig = rigIn(place, {}, new Date().toISOString())
  await rig.evaluate()
  const wanted = transitionsIn([...rig.journal.read({types: ['CALL_FINISHED', 'HEALTH_CHECK_COMPLETED']})])
  const all = noticesOf(rig.journal)
  const said = all.filter(({event_type}) => event_type !== 'ALERT_REPEAT').map(idOf)
  const repeats = all.filter(({event_type}) => event_type === 'ALERT_REPEAT').map(idOf)
  rig.journal.close()
  const wrong = [
    ...said.filter((id, at) => said.indexOf(id) !== at).map((id) => `twice: ${id}`),
    ...repeats.filter((id, at) => repeats.indexOf(id) !== at).map((id) => `twice: ${id}`),
    ...said.filter((id) => !wanted.includes(id)).map((id) => `not so: ${id}`),
    ...wanted.filter((id) => !said.includes(id)).map((id) => `not told: ${id}`),
  ]
  return {transitions: wanted.length, repeats: repeats.length, wrong}
}

const idOf = ({event_type, payload}: StoredEvent) =>
  [event_type, payload['alert'], payload['start'], payload['repeat']].join(' ')

/** What has to be told of these events, worked out a second time. */
function transitionsIn(events: readonly StoredEvent[]): string[] {
  const going = new Map<string, number>()
  return events.flatMap(({event_type, payload, sequence}) => {
    const rule = event_type === 'CALL_FINISHED' ? watched[String(payload['tool'])] : 'health_findings'
    const start = going.get(rule ?? '')
    if (rule === undefined || (start === undefined) === (payload['outcome'] === 'ok')) return []
    if (start === undefined) going.set(rule, sequence)
    else going.delete(rule)
    return [`${start === undefined ? 'ALERT_FIRING' : 'ALERT_RESOLVED'} ${rule} ${start ?? sequence} 0`]
  })
}
