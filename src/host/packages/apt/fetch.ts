import {problem, type Problem} from '../../../text/problem.ts'
import {lastLine, runProgram} from '../../system-program.ts'
import type {Doing} from '../manager.ts'
import {changing, unattended, upgrade} from './words.ts'

/** Fetches the lists; one source that does not answer is a failure, since a plan without it would look complete. */
export function refresh(doing: Doing): Promise<Problem | undefined> {
  return fetched(['--option=APT::Update::Error-Mode=any', 'update'], doing)
}

/** Fetches the archives of what is pending. */
export function download(doing: Doing): Promise<Problem | undefined> {
  return fetched(['--download-only', ...upgrade], doing)
}

async function fetched(words: readonly string[], {signal, log}: Doing): Promise<Problem | undefined> {
  const args = [...changing, ...words]
  const {ok, stderr} = await runProgram('apt-get', args, {signal, env: unattended, heard: log})
  if (ok || signal.aborted) return undefined
  const first = stderr.split('\n').find((line) => /^[EW]: /.test(line))
  return problem('update_not_fetched', {
    manager: 'apt',
    cause: first ?? lastLine(stderr),
    sources: '/etc/apt/sources.list',
  })
}
