import {setTimeout as delay} from 'node:timers/promises'
import {isDead, type ProcessIdentity} from '../../events/liveness.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {ask} from './ask.ts'
import {serverChanged} from './changed.ts'
import {launch} from './launch.ts'
import {otherServer} from './other.ts'
import {whereServer} from './running.ts'
import {unitVerb} from './unit-verb.ts'

/** Beyond what calls get to finish in: what it takes to record how they ended. */
const lastWordsMs = 10_000

/** Has the server end, and answers once its process is gone. */
export const serverStop: Builtin = async (call) => {
  const other = await otherServer(call.host)
  return other === undefined ? (await stopped(call)).answer : noneHere(other)
}

/** The same, and starts it again by the way it was started. */
export const serverRestart: Builtin = async (call) => {
  const {host} = call
  const other = await otherServer(host)
  if (other !== undefined) return {outcome: 'failed', problems: [other]}
  const found = await ask(whereServer(host.paths, host.around.uid).place, host.around.uid, 'status')
  if (typeof found === 'object' && found.unit) return unitVerb(call, 'restart')
  const {answer, gone} = await stopped(call)
  return gone ? launch(call) : answer
}

async function stopped(call: BuiltinCall): Promise<{readonly answer: Answer; readonly gone: boolean}> {
  const {host, work, config} = call
  const {uid} = host.around
  const {place, noted} = whereServer(host.paths, uid)
  if (noted === undefined || noted.dead) return {answer: ended(false, null), gone: true}
  const {process: server} = noted
  const now = work.values['now'] === true
  const said = await ask(place, uid, 'stop', {now})
  if (typeof said !== 'object' && now) kill(server)
  const patience = now ? lastWordsMs : Number(config['DRAIN_SECONDS']) * 1000 + lastWordsMs
  if (await goes(server, patience, work.request.signal)) return {answer: ended(true, server.pid), gone: true}
  const {pid} = server
  const code = work.request.signal.aborted ? 'server_not_awaited' : 'server_stays'
  return {answer: {outcome: 'failed', problems: [problem(code, {pid})]}, gone: false}
}

function ended(changed: boolean, pid: number | null): Answer {
  return {outcome: 'ok', problems: [], output: serverChanged(changed, {state: 'stopped', pid})}
}

function noneHere(other: Problem): Answer {
  const summary = says(problem('server_none_here'))
  return {
    outcome: 'ok',
    problems: [other],
    output: {...serverChanged(false, {state: 'stopped', pid: null}), summary},
  }
}

/** One that does not answer; that it is the one that was noted is known by when it started. */
function kill(server: ProcessIdentity): void {
  if (!isDead(server)) process.kill(server.pid, 'SIGKILL')
}

async function goes(server: ProcessIdentity, patience: number, signal: AbortSignal): Promise<boolean> {
  const until = Date.now() + patience
  while (!isDead(server)) {
    if (Date.now() > until || signal.aborted) return false
    await delay(50)
  }
  return true
}
