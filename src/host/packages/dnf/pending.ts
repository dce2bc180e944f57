import {problem, type Problem} from '../../../text/problem.ts'
import {lastLine, runProgram} from '../../system-program.ts'
import type {Change, Kept, Pending} from '../manager.ts'
import {python} from './python.ts'

/** `age`: seconds since the oldest of what is known was fetched. */
type Look = {
  readonly changes: readonly Change[]
  readonly kept: readonly Kept[]
  readonly bytes: number
  readonly age: number | null
}

/** What dnf would do now, by what was fetched already. */
export async function pending(signal: AbortSignal): Promise<Pending | Problem> {
  const look = await looked(signal)
  if ('odd' in look) return problem('update_no_plan', {manager: 'dnf', cause: look.odd})
  return {
    changes: look.changes.toSorted((a, b) => compare(`${a.name}:${a.arch}`, `${b.name}:${b.arch}`)),
    kept: look.kept.toSorted((a, b) => compare(a.name, b.name)),
    listsAt: look.age === null ? null : new Date(Date.now() - look.age * 1000).toISOString(),
  }
}

export async function bytesToFetch(signal: AbortSignal): Promise<number> {
  const look = await looked(signal)
  return 'odd' in look ? 0 : look.bytes
}

async function looked(signal: AbortSignal): Promise<Look | {readonly odd: string}> {
  const [program, ...args] = python('look')
  const {ok, stdout, stderr} = await runProgram(program, args, {signal})
  return ok ? (JSON.parse(lastLine(stdout)) as Look) : {odd: lastLine(stderr).replace(/^Error: /, '')}
}

/** By code units, so that every machine sorts alike. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
