import {problem, says, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {complaint, type Ended} from '../system-program.ts'
import {journalLines} from './journal-lines.ts'
import {namedUnit} from './named-unit.ts'
import {isUp, settled} from './settled.ts'
import {act, command, isRefusal, type Privilege} from './systemd.ts'
import {inWords, type UnitState} from './unit-state.ts'

type Verb = 'start' | 'stop' | 'restart' | 'reload'

const lines = 20

/** Has systemd do one thing to the one unit that was named, and answers once it is clear how that went. */
export const serviceVerb =
  (verb: Verb): Builtin =>
  async (call) => {
    const unit = String(call.work.values['unit'])
    const {dryRun} = call.work.request
    const before = await namedUnit(call.work)
    if ('outcome' in before) return before
    if (before.load === 'masked') return failed(verb, before, before, problem('service_masked', {unit}))
    if (verb === 'reload' && !before.canReload)
      return failed(verb, before, before, problem('service_no_reload', {unit}))
    if (dryRun) return wouldDo(verb, before, call)
    if (isAlready(verb, before)) return done(verb, before, before)
    return change(verb, before, call)
  }

const isAlready = (verb: Verb, {active}: UnitState) =>
  (verb === 'start' && active === 'active') || (verb === 'stop' && active === 'inactive')

function wouldDo(verb: Verb, before: UnitState, {config}: BuiltinCall): Answer {
  const would = isAlready(verb, before) ? [] : command(verb, before.id, privilegeOf(config))
  const summary = says(problem('service_would', {unit: before.id, state: inWords(before), verb}))
  return {outcome: 'ok', problems: [], output: {...outputOf(verb, before, before), would, summary}}
}

async function change(verb: Verb, before: UnitState, {work, config}: BuiltinCall): Promise<Answer> {
  const unit = before.id
  const {signal} = work.request
  // The journal counts in whole seconds here: one early rather than one late.
  const since = `@${Math.floor(Date.now() / 1000)}`
  const ended = await act(verb, unit, privilegeOf(config), signal)
  if (signal.aborted) return {outcome: 'cancelled', problems: [problem('service_left', {unit, verb})]}
  const after = (await settled(unit, Number(config['STEADY_SECONDS']) * 1000, signal)) ?? before
  if (ended.ok && isWanted(verb, after)) return done(verb, before, after)
  const why = isRefusal(ended) ? notPermitted(verb, unit, ended) : notDone(verb, after, ended)
  const logged = await journalLines(unit, {lines, since}, signal)
  const problems = [why, ...(logged.problem ? [logged.problem] : [])]
  return {outcome: 'failed', problems, output: {...outputOf(verb, before, after), lines: logged.lines}}
}

function isWanted(verb: Verb, after: UnitState): boolean {
  return verb === 'stop' ? after.active === 'inactive' : isUp(after)
}

function notPermitted(verb: Verb, unit: string, {stderr}: Ended): Problem {
  return problem('service_not_permitted', {verb, unit, cause: complaint(stderr)})
}

function notDone(verb: Verb, after: UnitState, {ok, stderr}: Ended): Problem {
  const {id: unit, result} = after
  if (ok || stderr === '') return problem('service_not_up', {unit, verb, state: inWords(after), result})
  const [cause = ''] = stderr.trim().split('\n')
  return problem('service_not_done', {unit, verb, state: inWords(after), cause})
}

function done(verb: Verb, before: UnitState, after: UnitState): Answer {
  return {outcome: 'ok', problems: [], output: outputOf(verb, before, after)}
}

function failed(verb: Verb, before: UnitState, after: UnitState, why: Problem): Answer {
  return {outcome: 'failed', problems: [why], output: outputOf(verb, before, after)}
}

function outputOf(verb: Verb, before: UnitState, after: UnitState) {
  const summary = says(problem('service_is', {unit: after.id, state: inWords(after)}))
  const changed = before !== after
  return {unit: after.id, verb, changed, before: inWords(before), after: inWords(after), summary, lines: []}
}

const privilegeOf = (config: BuiltinCall['config']) => config['PRIVILEGE'] as Privilege
