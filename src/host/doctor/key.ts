import {hostPublicKey} from '../../events/host-key.ts'
import {causeOf} from '../../events/refused.ts'
import {problem} from '../../text/problem.ts'
import {journalPlace} from '../journal-place.ts'
import type {Host} from '../operation.ts'
import type {Work} from '../walk.ts'
import {check, type Check} from './check.ts'

/** Only where it does not serve: the list of plugins is sealed with it, and heads of the journal are signed. */
export function key({paths}: Host, {world}: Work): Check[] {
  const {key: file} = journalPlace(paths, world.config)
  try {
    hostPublicKey(file)
    return []
  } catch (error) {
    return [check('key', 'fail', problem('host_key_unusable', {file, cause: causeOf(error)}))]
  }
}
