import {problem, type Problem} from '../../../text/problem.ts'
import {runProgram} from '../../system-program.ts'
import type {Doing} from '../manager.ts'
import {causeOf} from './cause.ts'
import {solved} from './without.ts'
import {changing, upgrade} from './words.ts'

/** Fetches the databases; pacman ends as failed where one of them cannot be had. */
export function refresh(doing: Doing): Promise<Problem | undefined> {
  return fetched(['--sync', '--refresh', ...changing], doing)
}

/** Fetches the archives of what is pending, and their signatures. */
export async function download(doing: Doing): Promise<Problem | undefined> {
  const looked = await solved('%v', doing.signal)
  const without = 'odd' in looked ? [] : looked.without
  return fetched([...upgrade(without), '--downloadonly'], doing)
}

async function fetched(words: readonly string[], {signal, log}: Doing): Promise<Problem | undefined> {
  const {ok, stdout, stderr} = await runProgram('pacman', words, {signal, heard: log})
  if (ok || signal.aborted) return undefined
  const cause = causeOf(`${stderr}\n${stdout}`)
  return problem('update_not_fetched', {manager: 'pacman', cause, sources: '/etc/pacman.conf'})
}
