import {fresh} from '../../host/fresh.ts'
import type {Parrot} from '../../host/parrot.ts'
import type {Control} from '../../host/server/report.ts'
import type {Served, ServeOptions} from '../../host/server/serve.ts'
import {placeWords} from '../../text/error-words.ts'
import {problem, says} from '../../text/problem.ts'
import {controlDoor} from './control.ts'
import {openDoors} from './doors.ts'
import {drain, ending} from './end.ts'
import {ledger} from './ledger.ts'
import {lifeOf} from './life.ts'
import {listenAt} from './listen.ts'
import {peers} from './peers.ts'
import {whileDelivering} from '../while-delivering.ts'
import {notifier, watchdogEvery} from './systemd.ts'

/** So often, at least, changed files are noticed. Milliseconds. */
const lookMs = 1000

/**
 * Serves agents on the sockets of this place until the signal comes or it is asked to end. Then no call begins any more, those that run
 * get their time, what is left is cancelled, and all of it is recorded before it resolves. SIGHUP reloads; subscribers are told
 * meanwhile.
 */
export async function serveSockets(
  host: Parrot,
  options: ServeOptions,
  signal: AbortSignal,
): Promise<Served> {
  return whileDelivering(host, () => serve(host, options, signal))
}

async function serve(host: Parrot, options: ServeOptions, signal: AbortSignal): Promise<Served> {
  const {place, log, record, around} = options
  const calls = ledger(host)
  const peerUid = await peers(place.folder)
  const end = ending(signal)
  const doors = await openDoors(calls.parrot, options, peerUid)
  const about = {pid: process.pid, version: host.version, transports: doors.transports.map(({name}) => name)}
  const tell = notifier(around.env)
  const life = lifeOf(calls, doors, options, {end, tell, identity: peerUid ? 'peer' : 'key'})
  const control = controlDoor(life.control, peerUid)
  try {
    await record('SERVER_STARTED', about)
    await listenAt(control, place.control)
  } catch (error) {
    doors.shut()
    await doors.end()
    throw error
  }
  const stop = keepUp(life.control, tell, watchdogEvery(around.env), log)
  const unfollow = followFiles(calls.parrot, log)
  tell('READY=1', `STATUS=Serving ${doors.transports.length} transports`)
  for (const {address} of doors.transports) log(says(problem('server_serves', {pid: process.pid, address})))
  await end.asked
  tell('STOPPING=1')
  log(says(problem('server_ends', {running: calls.running()})))
  const cancelled = await drain(calls, doors, end.now, options.drainMs)
  stop()
  unfollow()
  control.close()
  const served = {uptimeSeconds: life.uptime(), calls: calls.total(), cancelled}
  await record('SERVER_STOPPED', {...about, ...served})
  log(says(problem('server_ended_after', {calls: served.calls, cancelled})))
  return served
}

/** Reloads at SIGHUP and keeps the watchdog quiet; call what it gives to end that. */
function keepUp(
  control: Control,
  tell: ReturnType<typeof notifier>,
  every: number | undefined,
  log: ServeOptions['log'],
): () => void {
  const reload = () =>
    void control
      .reload()
      .catch((error: unknown) =>
        log(says(problem('server_not_reloaded', {cause: placeWords(error)})), 'error'),
      )
  process.on('SIGHUP', reload)
  const timer = every === undefined ? undefined : setInterval(() => tell('WATCHDOG=1'), every)
  return () => {
    process.off('SIGHUP', reload)
    clearInterval(timer)
  }
}

/** Looks at the files also while nobody is connected, and says once why they are not taken; call what it gives to end that. */
function followFiles(parrot: Parrot, log: ServeOptions['log']): () => void {
  let said = ''
  const look = async () => {
    await fresh(parrot)
    const cause = parrot.refused.map(says).join(' ')
    if (cause !== '' && cause !== said) log(says(problem('server_not_reloaded', {cause})), 'error')
    said = cause
  }
  const timer = setInterval(() => void look().catch(() => {}), lookMs)
  return () => clearInterval(timer)
}
