import {libc} from '../../host/server/libc.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Tells the systemd that started this process how it is, as sd_notify(3) has it; nobody where none did. */
export function notifier({NOTIFY_SOCKET: address}: Environment): (...lines: readonly string[]) => void {
  if (address === undefined || !/^[/@]/.test(address)) return () => {}
  return (...lines) => void libc()?.tell(address, lines.join('\n'))
}

/** Milliseconds after which the watchdog wants a word again, half of what it waits; undefined where it is none of ours. */
export function watchdogEvery({WATCHDOG_USEC: usec, WATCHDOG_PID: pid}: Environment): number | undefined {
  if (usec === undefined || (pid !== undefined && pid !== String(process.pid))) return undefined
  const every = Number(usec) / 1000 / 2
  return every >= 1 ? every : undefined
}

/** The sockets that systemd listens on for this process, as sd_listen_fds(3) has it: descriptors by name. */
export function inherited({LISTEN_FDS: count, LISTEN_PID: pid, LISTEN_FDNAMES: names = ''}: Environment) {
  if (pid !== String(process.pid) || !/^[1-9]\d?$/.test(count ?? '')) return new Map<string, number>()
  return new Map(
    names
      .split(':')
      .slice(0, Number(count))
      .map((name, at) => [name, 3 + at]),
  )
}
