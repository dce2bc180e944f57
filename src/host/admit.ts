import {checkInput} from '../manifest/check.ts'
import type {Wanted} from '../rbac/authorise.ts'
import {bind} from '../rbac/bind.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Request} from './request.ts'
import {inputOf, type Target} from './target.ts'

export type Values = Readonly<Record<string, unknown>>

type Admitted = {readonly values: Values; readonly wanted: Wanted}

/** Reads what the caller wrote, holds it against the schema, and puts its values where the rights name an input. */
export async function admit(
  target: Target,
  wanted: Wanted,
  request: Request,
): Promise<Admitted | {readonly problems: readonly Problem[]}> {
  if (request.dryRun && target.command?.dryRun !== true) {
    return {problems: [problem('dry_run_unsupported', {tool: target.tool})]}
  }
  const given = await request.input()
  if ('problems' in given) return given
  const checked = await checkInput(inputOf(target), given.values)
  if ('problems' in checked) return checked
  const exact = bind(wanted.permissions, checked.values)
  if ('problems' in exact) return exact
  return {values: checked.values, wanted: {...wanted, permissions: exact.permissions}}
}
