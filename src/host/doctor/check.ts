import {next, says, type Problem} from '../../text/problem.ts'

/** `warn`: it works, weaker or less than it could. `fail`: something does not work. */
export type Check = {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly next?: string
}

/** What was found, in words, and what to do about it. */
export function check(name: string, status: Check['status'], about: Problem): Check {
  const cure = next(about)
  return {name, status, says: says(about), ...(cure !== undefined && {next: cure})}
}
