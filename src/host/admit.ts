import {checkInput} from '../manifest/check.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import {isWellFormed} from '../manifest/well-formed.ts'
import type {Wanted} from '../rbac/authorise.ts'
import {bind} from '../rbac/bind.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Request} from './request.ts'
import {inputOf, takenBy, type Target} from './target.ts'

export type Values = Readonly<Record<string, unknown>>

/** `shown` is what the record may hold of the values. */
type Admitted = {readonly values: Values; readonly shown: Values; readonly wanted: Wanted}

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
  if (!isWellFormed(given.values)) return {problems: [problem('half_text')]}
  const schema = inputOf(target)
  const checked = await checkInput(takenBy(target), given.values)
  if ('problems' in checked) return checked
  const exact = bind(wanted.permissions, checked.values)
  if ('problems' in exact) return exact
  const {values} = checked
  return {values, shown: withoutSecrets(schema, values), wanted: {...wanted, permissions: exact.permissions}}
}

/** `writeOnly` is JSON Schema's word for what is given and never shown again. */
function withoutSecrets({properties}: JsonSchema, values: Values): Values {
  const fields = (properties ?? {}) as Readonly<Record<string, {readonly writeOnly?: unknown} | undefined>>
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    fields[name]?.writeOnly === true ? '[redacted]' : value,
  ])
  return Object.fromEntries(shown)
}
