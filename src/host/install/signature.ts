import type {Config} from '../../config/config.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Tree} from '../catalog/tree.ts'
import {readClaim} from './claim.ts'
import {isMadeBy, isSameKey, signedDigest} from './signed.ts'

export type Signature = {
  /**
   * `signed`: by a trusted key, over exactly this name, version and these files. `unsigned`: nobody's word counts for it.
   * `modified`: it was signed, with other files. `invalid`: what is there is not its signature. The last two are refused always.
   */
  readonly state: 'unsigned' | 'signed' | 'modified' | 'invalid'
  /** The key that made it; one that is not trusted says nothing about who that was. */
  readonly key?: string
  /** The name under which the configuration trusts the key. */
  readonly by?: string
  readonly problem?: Problem
}

/** Who stands for these files, by the signature.json among them. Nothing but `keys` decides whose word counts. */
export async function signatureOf(
  tree: Tree,
  {name, version}: {readonly name: string; readonly version: string},
  keys: Config['install']['keys'],
): Promise<Signature> {
  const claim = readClaim(tree)
  if (claim === undefined) return {state: 'unsigned'}
  if ('fault' in claim) return invalid(problem('signature_form', {name, cause: claim.fault}))
  if (!isMadeBy(claim)) return invalid(problem('signature_false', {name, key: claim.key}))

  const {key, release, digest} = claim
  if (claim.name !== name || release !== version)
    return invalid(problem('signature_of_other', {name, version, other: claim.name, release}), key)
  const found = await signedDigest(tree)
  if ('problem' in found) return invalid(found.problem, key)
  if (found.digest !== digest)
    return {state: 'modified', key, problem: problem('signature_modified', {name, version, key})}

  const by = Object.keys(keys).find((by) => isSameKey(keys[by] ?? '', key))
  return by === undefined
    ? {state: 'unsigned', key, problem: problem('signature_untrusted', {name, key})}
    : {state: 'signed', key, by}
}

function invalid(problem: Problem, key?: string): Signature {
  return {state: 'invalid', problem, ...(key !== undefined && {key})}
}
