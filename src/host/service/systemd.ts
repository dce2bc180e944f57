import {existsSync} from 'node:fs'
import {problem, type Problem} from '../../text/problem.ts'
import {runProgram, type Ended} from '../system-program.ts'
import {words} from './sudo-words.ts'

/** How a caller who is not root comes by the right: polkit lets systemd itself decide, sudo runs systemctl as root. */
export type Privilege = 'polkit' | 'sudo'

/** Undefined where systemd runs this machine, as sd_booted(3) tells it. */
export function withoutSystemd(): Problem | undefined {
  return existsSync('/run/systemd/system') ? undefined : problem('service_no_systemd')
}

/** Asks systemd about a unit. Needs no right. */
export function look(args: readonly string[], signal: AbortSignal): Promise<Ended> {
  return runProgram('systemctl', ['--system', '--no-pager', ...args], {signal})
}

/** Has systemd do one thing to one unit, and waits for its job. Never asks for a password. */
export function act(verb: string, unit: string, privilege: Privilege, signal: AbortSignal): Promise<Ended> {
  const [program = '', ...args] = command(verb, unit, privilege)
  return runProgram(program, args, {signal})
}

/** Root needs nobody's leave. */
export function command(verb: string, unit: string, privilege: Privilege): readonly string[] {
  const sudo = privilege === 'sudo' && process.getuid?.() !== 0
  return [...(sudo ? ['sudo', '-n', '--'] : []), ...words(verb, unit)]
}

/** Did systemd, polkit or sudo say that the caller may not? */
export function isRefusal({ok, stderr}: Ended): boolean {
  const words =
    /interactive authentication required|access denied|permission denied|a password is required|not allowed to execute|not in the sudoers/i
  return !ok && words.test(stderr)
}
