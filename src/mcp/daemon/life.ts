import {dirname} from 'node:path'
import type {Control, ServerReport} from '../../host/server/report.ts'
import type {ServeOptions} from '../../host/server/serve.ts'
import {problem, says} from '../../text/problem.ts'
import type {Doors} from './doors.ts'
import type {End} from './end.ts'
import type {Ledger} from './ledger.ts'
import {reloadNow} from './reload.ts'
import {inherited, type notifier} from './systemd.ts'

type More = {
  readonly end: End
  readonly tell: ReturnType<typeof notifier>
  readonly identity: ServerReport['identity']
}

/** What a server says of itself and does when it is asked, and for how many seconds it has been up. */
export function lifeOf(
  calls: Ledger,
  doors: Doors,
  {around, place, sandbox, log}: ServeOptions,
  {end, tell, identity}: More,
): {readonly control: Control; readonly uptime: () => number} {
  const begun = performance.now()
  const started = new Date().toISOString()
  const uptime = () => Math.floor((performance.now() - begun) / 1000)
  const unit = inherited(around.env).size > 0 || around.env['NOTIFY_SOCKET'] !== undefined
  let asked: string | undefined
  let level: Promise<string> | undefined
  const control: Control = {
    status: async () => {
      const {takenAt, ...reloads} = calls.parrot.reloads
      return {
        state: calls.closed() ? 'stopping' : 'running',
        version: calls.parrot.version,
        pid: process.pid,
        records: dirname(dirname(place.note)),
        started,
        uptimeSeconds: uptime(),
        identity,
        unit,
        transports: await Promise.all(
          doors.transports.map(async ({name, address, server}) => ({
            name,
            address,
            connections: await connectionsOf(server),
          })),
        ),
        sessions: doors.sessions(),
        calls: {running: calls.running(), total: calls.total()},
        lastReload: [asked ?? '', takenAt ?? ''].toSorted().at(-1) || null,
        reloads,
        refused: calls.parrot.refused.map(says),
        sandbox: await (level ??= sandbox().catch(() => 'unknown')),
      }
    },
    reload: async (only) => {
      tell('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`)
      try {
        const reloaded = await reloadNow(calls.parrot, only)
        if (!reloaded.refused) asked = new Date().toISOString()
        if (reloaded.refused)
          log(says(problem('server_not_reloaded', {cause: reloaded.problems.join(' ')})), 'error')
        else log(says(problem(reloaded.changed.length > 0 ? 'server_reloaded' : 'server_reloaded_same')))
        return reloaded
      } finally {
        tell('READY=1')
      }
    },
    stop: async (now) => {
      end.ask(now)
      return {stopping: true}
    },
  }
  return {control, uptime}
}

function connectionsOf(server: Doors['transports'][number]['server']): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
}
