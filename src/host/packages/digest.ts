import canonicalize from 'canonicalize'
import type {Change} from './manager.ts'

/** Names one exact set of changes: SHA-256 over its RFC 8785 form, sorted. Who publishes it and how big it is are no part of it. */
export function planDigest(manager: string, changes: readonly Change[]): string {
  const {hash} = process.getBuiltinModule('node:crypto')
  const set = changes.map(({name, arch, from, to}) => [name, arch, from, to])
  const sorted = set.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return `sha256-${hash('sha256', canonicalize({manager, set: sorted}) ?? '', 'hex')}`
}
