import type {Config} from '../../config/config.ts'
import type {Problem} from '../../text/problem.ts'
import type {Tree} from '../catalog/tree.ts'

export type Signature = {
  readonly state: 'unsigned' | 'signed' | 'modified' | 'invalid'
  readonly key?: string
  readonly by?: string
  readonly problem?: Problem
}

export async function signatureOf(
  _tree: Tree,
  _about: {readonly name: string; readonly version: string},
  _keys: Config['install']['keys'],
): Promise<Signature> {
  return {state: 'unsigned'}
}
