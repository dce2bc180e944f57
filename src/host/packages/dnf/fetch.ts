import {problem, type Problem} from '../../../text/problem.ts'
import {lastLine, runProgram, type Ended} from '../../system-program.ts'
import type {Doing} from '../manager.ts'
import {python} from './python.ts'

/** Fetches what the sources say; one that does not answer is a failure, since a plan without it would look complete. */
export function refresh(doing: Doing): Promise<Problem | undefined> {
  const options = ['skip_if_unavailable=0', '*.skip_if_unavailable=0', 'exit_on_lock=1']
  const words = ['makecache', '--refresh', '--quiet', ...options.map((option) => `--setopt=${option}`)]
  return fetched(['dnf', ...words], doing)
}

/** Fetches the archives of what is pending, and holds them against their signatures. */
export function download(doing: Doing): Promise<Problem | undefined> {
  return fetched(python('download'), doing)
}

async function fetched(
  [program = '', ...args]: readonly string[],
  {signal, log}: Doing,
): Promise<Problem | undefined> {
  const ended = await runProgram(program, args, {signal, heard: log, env: {HOME: '/root'}})
  if (ended.ok || signal.aborted) return undefined
  return problem('update_not_fetched', {manager: 'dnf', cause: causeOf(ended), sources: '/etc/yum.repos.d'})
}

function causeOf({stdout, stderr}: Ended): string {
  const error = `${stderr}\n${stdout}`.split('\n').find((line) => line.startsWith('Error: '))
  return error?.slice('Error: '.length) ?? lastLine(stderr || stdout)
}
