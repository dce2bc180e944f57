import type {Paths, Surroundings} from '../config/paths.ts'
import type {Manifest} from '../manifest/manifest.ts'
import {problem, type Problem} from '../text/problem.ts'
import {readSecret} from './secrets/read.ts'
import {referenceOf} from './secrets/reference.ts'

type Values = Readonly<Record<string, unknown>>
type Place = {readonly around: Pick<Surroundings, 'env' | 'uid'>; readonly paths: Paths}

/**
 * `given` with what the references among its secrets lead to now in their place, or a problem for each that cannot be
 * followed. Only an administrator's values may be given: whoever writes a reference chooses what this user reads.
 */
export function withSecrets(
  {name: plugin, config = {}}: Pick<Manifest, 'name' | 'config'>,
  given: Values,
  {around: {env, uid}, paths}: Place,
): {readonly values: Values} | {readonly problems: readonly Problem[]} {
  const values: Record<string, unknown> = {...given}
  const problems: Problem[] = []
  for (const [key, {type}] of Object.entries(config)) {
    const value = values[key]
    if (type !== 'secret' || typeof value !== 'object' || value === null) continue
    const reference = referenceOf(value)
    const read =
      reference === undefined
        ? {problem: problem('secret_reference', {plugin, key})}
        : readSecret(reference, {plugin, key, paths, uid, env})
    if ('problem' in read) problems.push(read.problem)
    else values[key] = read.text
  }
  return problems.length > 0 ? {problems} : {values}
}
