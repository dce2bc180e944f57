import type {Facility} from '../../config/subscriber.ts'
import type {Told} from '../channel.ts'
import {severityOf} from '../severity.ts'

/** As RFC 5424 numbers them. */
const facilities: Readonly<Record<Facility, number>> = {
  user: 1,
  daemon: 3,
  auth: 4,
  authpriv: 10,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
}

const levels = {info: 6, warning: 4, error: 3} as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const program = 'parrot'

/** The same event as each of them takes it; its text is the event as JSON, in one line. */
export function syslogMessage(event: Told, of: {readonly machine: string; readonly facility: Facility}) {
  const level = levels[severityOf(event)]
  const priority = facilities[of.facility] * 8 + level
  const text = JSON.stringify({...event, machine: of.machine})
  const {event_type, sequence, timestamp, metadata} = event
  const fields = {
    MESSAGE: text,
    PRIORITY: level,
    SYSLOG_FACILITY: facilities[of.facility],
    SYSLOG_IDENTIFIER: program,
    PARROT_EVENT: event_type,
    PARROT_SEQUENCE: sequence,
    PARROT_CORRELATION: metadata.correlation_id,
  }
  return {
    rfc5424: `<${priority}>1 ${timestamp} ${of.machine} ${program} ${process.pid} ${event_type.slice(0, 32)} - ${text}`,
    /** What /dev/log is given, which knows the machine. */
    local: `<${priority}>${localTime(new Date(timestamp))} ${program}[${process.pid}]: ${text}`,
    /** journald's own form; JSON has no line breaks, so no value needs the form for those. */
    journald: Object.entries(fields)
      .map(([name, value]) => `${name}=${String(value).replaceAll('\n', ' ')}\n`)
      .join(''),
  }
}

/** RFC 3164, which has no time zone: it is the machine's. */
function localTime(at: Date): string {
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()]
  const time = clock.map((part) => String(part).padStart(2, '0')).join(':')
  return `${months[at.getMonth()]} ${String(at.getDate()).padStart(2)} ${time}`
}
