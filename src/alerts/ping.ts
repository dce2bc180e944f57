import {alone} from '../config/update-file.ts'
import {errorWords} from '../text/error-words.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {rulesIn} from './compile.ts'
import type {Evaluating} from './evaluate.ts'
import type {Rule} from './rule.ts'
import {alertFile, readState, writeState, type AlertState, type Ping} from './state.ts'
import {wallAt} from './steady.ts'

type Pinging = Pick<Evaluating, 'paths' | 'uid' | 'config' | 'record'> & {
  readonly signal?: AbortSignal
  /** How long an address may take; ten seconds where this is left out. */
  readonly timeoutMs?: number
}

const pauseMs = 60_000

/**
 * Tells each rule's dead-man switch that all went well, once for the newest good event that it was not told of, and gives
 * what is wrong with those that could not be told: they are tried again by the next call, a minute later at the soonest. To be
 * called after an evaluation and by nobody who waits: an address that hangs takes ten seconds.
 */
export async function pingDeadmen(deps: Pinging): Promise<readonly Problem[]> {
  const state = readState(deps.paths, deps.uid)
  if (state === undefined || 'code' in state) return []
  const due = rulesIn(deps.config).filter((rule) => isDue(state, rule))
  const done = await Promise.all(due.map(async (rule) => ({rule, cause: await ping(rule, deps)})))
  if (done.length > 0) await alone(alertFile(deps.paths), () => note(deps, state, done))
  return done.flatMap(({rule: {name}, cause}) =>
    cause === undefined ? [] : [problem('alert_deadman', {name, cause})],
  )
}

type Done = {readonly rule: Rule; readonly cause: string | undefined}

function isDue({rules, alerts, clock}: AlertState, {name, deadman}: Rule): boolean {
  const {good, ping} = rules[name] ?? {}
  if (deadman === undefined || good === undefined || good.sequence <= (ping?.sequence ?? 0)) return false
  if (Object.values(alerts).some(({rule, state}) => rule === name && state === 'firing')) return false
  return ping?.failed === undefined || clock.steady - ping.failed.at >= pauseMs
}

/** Why it could not be told. The address is as good as a password, so nothing of it is said. */
async function ping(
  {deadman = ''}: Rule,
  {signal, timeoutMs = 10_000}: Pinging,
): Promise<string | undefined> {
  const late = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(deadman, {
      redirect: 'manual',
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    })
    await response.body?.cancel()
    return response.ok ? undefined : `it answered ${response.status}`
  } catch (error) {
    return late.aborted ? `it did not answer within ${timeoutMs / 1000} s` : reason(error)
  }
}

function reason(error: unknown): string {
  const {cause} = error as {cause?: unknown}
  const code = (cause as {code?: unknown} | undefined)?.code
  return typeof code === 'string' ? errorWords(code) : 'it could not be reached'
}

/** Only the pings are written: others may have evaluated in the meantime. A failure is put on record when it begins. */
async function note({paths, uid, record}: Pinging, before: AlertState, done: readonly Done[]): Promise<void> {
  const state = readState(paths, uid)
  if (state === undefined || 'code' in state) return
  for (const {rule, cause} of done) {
    const known = state.rules[rule.name]
    if (known === undefined) continue
    const sequence = before.rules[rule.name]?.good?.sequence ?? 0
    const failing = known.ping?.failed !== undefined
    if (cause !== undefined && !failing) await failed(record, rule.name, cause)
    known.ping = cause === undefined ? {sequence} : failedPing(state, known.ping?.sequence ?? 0, cause)
  }
  writeState(paths, state)
}

function failedPing({clock}: AlertState, sequence: number, cause: string): Ping {
  return {sequence, failed: {at: clock.steady, here: wallAt(clock, clock.steady), cause}}
}

async function failed(record: Pinging['record'], name: string, cause: string): Promise<void> {
  const what = problem('alert_deadman', {name, cause})
  const payload = {alert: name, what: says(what), problem: what}
  await record({event_type: 'ERROR_OCCURRED', payload, source: 'host', correlation_id: `alert ${name}`})
}
