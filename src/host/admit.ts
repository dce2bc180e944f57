import {checkInput} from '../manifest/check.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Request} from './request.ts'
import {inputOf, type Target} from './target.ts'

export type Values = Readonly<Record<string, unknown>>

/** Reads what the caller wrote and holds it against the target's schema; defaults are filled in. */
export async function admit(target: Target, request: Request): Promise<{values: Values} | {problems: readonly Problem[]}> {
  if (request.dryRun && !target.command?.dryRun) {
    return {problems: [problem('dry_run_unsupported', {tool: target.tool})]}
  }
  const given = await request.input()
  return 'problems' in given ? given : checkInput(inputOf(target), given.values)
}
