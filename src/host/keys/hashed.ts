import {keyHash} from '../../rbac/api-key.ts'
import type {KeyRow} from '../../rbac/key-row.ts'
import type {Host} from '../operation.ts'
import {pepperOf, readPeppers, writeFirstPepper} from './files.ts'

/** What is kept of a key. Throws where the peppers of this machine are not to be trusted. */
export function hashed({paths, around}: Host, key: string): Pick<KeyRow, 'pepper' | 'hash'> {
  const found = readPeppers(paths, around.uid)
  if (found !== undefined && 'code' in found) throw Object.assign(new Error(found.code), {problem: found})
  const peppers = found ?? writeFirstPepper(paths)
  return {pepper: peppers.current, hash: keyHash(pepperOf(peppers, peppers.current) ?? Buffer.alloc(0), key)}
}
