import {problem} from '../../text/problem.ts'
import {problemOf, type Answer} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {ask} from './ask.ts'
import {serverChanged} from './changed.ts'
import {claim} from './claim.ts'
import {launch} from './launch.ts'
import {otherServer} from './other.ts'
import type {ServerReport} from './report.ts'
import {whereServer} from './running.ts'
import type {ServeOptions} from './serve.ts'
import {unitVerb, unitOf} from './unit-verb.ts'

/** Starts this home's server and answers once that answers; or, in the foreground, is it until it is told to end. */
export const serverStart: Builtin = Object.assign(start, {
  endless: ({foreground}: Readonly<Record<string, unknown>>) => foreground === true,
})

async function start(call: BuiltinCall): Promise<Answer> {
  const {host, work} = call
  const other = await otherServer(host)
  if (other !== undefined) return {outcome: 'failed', problems: [other]}
  const {place} = whereServer(host.paths, host.around.uid)
  const found = await ask(place, host.around.uid, 'status')
  const foreground = work.values['foreground'] === true
  if (typeof found === 'object') return already(found, foreground)
  if (foreground) return serve(call)
  if (unitOf(host) !== undefined) return unitVerb(call, 'start')
  return launch(call)
}

function already(report: ServerReport, foreground: boolean): Answer {
  const {pid, started, version} = report
  const about = problem('server_runs', {pid, started, version})
  const output = serverChanged(false, report)
  return {outcome: foreground ? 'failed' : 'ok', problems: [about], output}
}

/** This process becomes the server; its call lasts as long as it does. */
async function serve({host, work, config}: BuiltinCall): Promise<Answer> {
  const {around, serve} = host
  if (serve === undefined) return {outcome: 'broken', problems: [problem('server_cannot')]}
  const {place} = whereServer(host.paths, around.uid)
  const http = String(config['HTTP'])
  const options = {
    place,
    around,
    drainMs: Number(config['DRAIN_SECONDS']) * 1000,
    ...(http !== '' && {http}),
    sandbox: async () => (await host.sandbox()).level ?? 'none',
    log: told(host.log, work),
    record: async (event_type: string, about: object) => {
      const payload = {...about, call: work.id, who: work.request.by.name}
      await host.record({event_type, payload, source: 'host', correlation_id: work.id})
    },
  } as const
  try {
    const served = await claim(place, around, () => serve(options, work.request.signal))
    const output = serverChanged(true, {state: 'stopped', pid: process.pid})
    return {outcome: 'ok', problems: [], output: {...output, ...served}}
  } catch (error) {
    return {outcome: 'failed', problems: [problemOf(error)]}
  }
}

/** To the log; and to whoever watches, where that is somewhere else. */
function told(log: BuiltinCall['host']['log'], {id, request}: BuiltinCall['work']): ServeOptions['log'] {
  const apart = log.apart()
  return (text, level = 'info') => {
    log.say({level, module: 'server', text, id})
    if (apart) request.watch.log?.(`${new Date().toISOString()} ${text}`)
  }
}
