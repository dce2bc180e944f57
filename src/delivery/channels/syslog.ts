import type {Subscriber} from '../../config/subscriber.ts'
import type {ChannelDeps, Failure, Told} from '../channel.ts'
import {syslogMessage} from './syslog-message.ts'

export type Syslog = NonNullable<Subscriber['syslog']>

/** The socket that the machine's own syslog takes messages on, and journald's. */
export type LocalLogs = {readonly syslog: string; readonly journald: string}

export const localLogs: LocalLogs = {syslog: '/dev/log', journald: '/run/systemd/journal/socket'}

/** One event, as JSON, to this machine's syslog or journald, or to a collector as RFC 5424 has it. */
export async function sendSyslog(
  {machine}: Pick<ChannelDeps, 'machine'>,
  {to, ca, facility = 'daemon'}: Syslog,
  event: Told,
  signal: AbortSignal,
  logs: LocalLogs = localLogs,
): Promise<Failure | undefined> {
  const message = syslogMessage(event, {machine, facility})
  if (to === 'syslog' || to === 'journald') {
    const {sendLocal} = await import('./syslog-local.ts')
    return sendLocal(logs[to], to === 'syslog' ? message.local : message.journald)
  }
  const {sendToCollector} = await import('./syslog-collector.ts')
  return sendToCollector(to, ca, message.rfc5424, signal)
}
