import {problem, type Problem} from '../../text/problem.ts'
import {complaint, runProgram} from '../system-program.ts'
import type {Here} from './unit.ts'

/** Has the systemd that these units are of do something: the machine's for root, anybody else's own. Undefined where it did. */
export async function systemctl(
  {around: {uid}}: Pick<Here, 'around'>,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Problem | undefined> {
  const user = uid === 0 ? [] : ['--user']
  const env = {XDG_RUNTIME_DIR: `/run/user/${uid}`}
  const {ok, stderr} = await runProgram('systemctl', [...user, '--no-ask-password', ...args], {signal, env})
  return ok ? undefined : problem('server_systemctl', {cause: complaint(stderr) || 'systemctl'})
}
