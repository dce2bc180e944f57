import type {Change} from './manager.ts'

/** A set as a manager's hook reads it: `name arch old new`, a line for each; `-` for what is new. */
export function setText(changes: readonly Change[]): string {
  return changes.map(({name, arch, from, to}) => `${name} ${arch} ${from ?? '-'} ${to}\n`).join('')
}
