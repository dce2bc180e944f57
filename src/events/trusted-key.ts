import {problem, type Problem} from '../text/problem.ts'
import {hostPublicKey} from './host-key.ts'
import {causeOf} from './refused.ts'

/** The public half of the host's key, or why it cannot be used; neither where there is none. */
export type Trusted = {readonly key: string | undefined; readonly unusable: readonly Problem[]}

/** A key that cannot be used proves nothing, which is a finding, and no reason not to look at the journal. */
export function trustedKey(file: string): Trusted {
  try {
    return {key: hostPublicKey(file), unusable: []}
  } catch (error) {
    return {key: undefined, unusable: [problem('host_key_unusable', {file, cause: causeOf(error)})]}
  }
}

/** There was no key when the verification began, and there is one now. */
export const madeSince = (file: string, {key, unusable}: Trusted) =>
  key === undefined && unusable.length === 0 && trustedKey(file).key !== undefined
