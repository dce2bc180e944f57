import {fsyncSync} from 'node:fs'
import {join} from 'node:path'
import {alone, Busy} from '../../config/update-file.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {holdPlaces} from './hold-places.ts'
import {look, type Found, type Place} from './look.ts'
import {ownThings, type Own} from './own.ts'
import {dueNow} from './due.ts'
import {expire} from './expire.ts'
import {packDue} from './pack-due.ts'
import {recover} from './recover.ts'
import {Report} from './report.ts'
import {rotateDue} from './rotate-due.ts'
import {rulesOf, type Rules} from './rules.ts'
import {readState, writeState, type State} from './state.ts'
import {unfinishedOf} from './unfinished.ts'
import {tellWriters} from './tell-writers.ts'

/** One run over all folders of logs. Run twice, the second finds nothing to do; a dry run tells the same and changes nothing. */
export const logRotate: Builtin = async (call) => {
  const {host, work, config} = call
  const rules = rulesOf(config, work.values['force'] === true, host.paths)
  if ('problems' in rules) return {outcome: 'broken', problems: rules.problems}
  const file = join(host.paths.state, 'log-rotate.json')
  if (work.request.dryRun) return run(call, rules, file)
  try {
    return await alone(file, () => run(call, rules, file))
  } catch (cause) {
    if (!(cause instanceof Busy)) throw cause
    return {outcome: 'failed', problems: [problem('rotate_busy')]}
  }
}

async function run({host, work}: BuiltinCall, rules: Rules, file: string): Promise<Answer> {
  const {dryRun, signal} = work.request
  const report = new Report()
  const own = ownThings(host.paths, work.world.config, rules.own)
  const state = readState(file)
  const places = holdPlaces(rules, own, report)
  try {
    const one: Run = {
      rules,
      state,
      file,
      unfinished: unfinishedOf(file),
      now: host.now(),
      dryRun,
      signal,
      report,
      places,
    }
    await rotate(one, own)
  } finally {
    for (const {held} of places) held.close()
  }
  const output = report.output(dryRun)
  if (signal.aborted) return {outcome: 'cancelled', problems: report.problems, output}
  return {outcome: report.problems.length > 0 ? 'failed' : 'ok', problems: report.problems, output}
}

/** What the steps of one run share. */
export type Run = {
  readonly rules: Rules
  readonly state: State
  readonly file: string
  /** What the names of this home's unfinished files begin with. */
  readonly unfinished: string
  readonly now: number
  readonly dryRun: boolean
  readonly signal: AbortSignal
  readonly report: Report
  readonly places: readonly Place[]
}

/** What is too old goes first, so that a full disk has room. */
async function rotate(run: Run, own: Own): Promise<void> {
  const before = JSON.stringify(kept(run.state))
  if (!run.dryRun) for (const place of run.places) recover(place, run.state, run.unfinished)
  const found = run.places.map((place) => lookedAt(run, place, own))
  const logs = found.flatMap(({logs}) => logs)
  const due = dueNow(run, logs)
  const removed = expire(run, [...logs, ...found.flatMap(({orphans}) => orphans)], due)
  const rotated = rotateDue(run, due)
  await tellWriters(run, rotated)
  await packDue(run, logs, rotated, removed)
  if (run.dryRun) return
  for (const {held} of run.places) if (rotated.length > 0) fsyncSync(held.fd)
  if (due.length > 0 || before !== JSON.stringify(kept(run.state))) writeState(run.file, run.state)
}

function lookedAt({rules, report}: Run, place: Place, own: Own): Found {
  const found = look(place, rules, own)
  for (const {name, why} of found.left) report.add('left', place.path, name, {why})
  return found
}

const kept = ({since, pending}: State) => [[...since], [...pending]]
