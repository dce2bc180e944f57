import {localTime} from '../../text/local-time.ts'
import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {ask} from './ask.ts'
import {otherServer} from './other.ts'
import type {ServerReport} from './report.ts'
import {whereServer} from './running.ts'

/** How the server is; `findings` where none serves. */
export const serverStatus: Builtin = async ({host}) => {
  const {uid} = host.around
  const other = await otherServer(host)
  if (other !== undefined) return {outcome: 'findings', problems: [other], output: notHere()}
  const {place, noted} = whereServer(host.paths, uid)
  const said = await ask(place, uid, 'status')
  if (typeof said === 'object')
    return {outcome: 'ok', problems: [], output: {...said, findings: false, ...shown(said)}}
  const lives = noted !== undefined && !noted.dead
  const state = lives || said === 'silent' ? 'silent' : noted === undefined ? 'stopped' : 'dead'
  const pid = noted?.process.pid ?? null
  const summary = says(problem(`server_is_${state}`, {pid: pid ?? ''}))
  return {outcome: 'findings', problems: [], output: {state, pid, findings: true, rows: [], summary}}
}

function notHere() {
  const summary = says(problem('server_none_here'))
  return {state: 'stopped', pid: null, findings: true, rows: [], summary}
}

/** The same for people, a line each. */
function shown({transports, calls, ...report}: ServerReport) {
  const rows = [
    ['version', report.version],
    ['started', `${localTime(report.started)}, by ${report.unit ? 'systemd' : 'hand'}`],
    ['up for', lasting(report.uptimeSeconds)],
    ['sandbox', report.sandbox],
    ['callers', report.identity === 'peer' ? 'by the kernel (SO_PEERCRED), or by key' : 'by key'],
    ...transports.map(({name, address, connections}) => [name, `${address} (${connections} connected)`]),
    ['sessions', String(report.sessions)],
    ['calls', `${calls.running} running, ${calls.total} so far`],
    ['reloaded', reloaded(report)],
    ...report.refused.map((why) => ['refused', why]),
  ]
  const summary = says(problem(`server_is_${report.state}`, {pid: report.pid}))
  return {rows: rows.map(([what = '', is = '']) => ({what, is})), summary}
}

function reloaded({
  lastReload,
  reloads: {taken, refused},
}: Pick<ServerReport, 'lastReload' | 'reloads'>): string {
  const last = lastReload === null ? 'not yet' : localTime(lastReload)
  return taken + refused === 0 ? last : `${last} (${taken} taken, ${refused} refused so far)`
}

function lasting(seconds: number): string {
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(seconds / unit))
  if (days) return `${days} d ${(hours ?? 0) % 24} h`
  if (hours) return `${hours} h ${(minutes ?? 0) % 60} min`
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}
