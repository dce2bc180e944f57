import canonicalize from 'canonicalize'

/** What a plugin asks for on this machine: its permissions, expanded, and the tools that its workflows call. */
export type Asks = {
  readonly name: string
  readonly permissions: readonly string[]
  readonly calls: readonly string[]
}

/** What `--accept` names: 32 hexadecimal digits that stand for exactly this, in whatever order it was written. */
export function permissionDigest({name, permissions, calls}: Asks): string {
  const {hash} = process.getBuiltinModule('node:crypto')
  const asked = {
    name,
    permissions: [...new Set(permissions)].toSorted(),
    calls: [...new Set(calls)].toSorted(),
  }
  return hash('sha256', canonicalize(asked) ?? '', 'hex').slice(0, 32)
}
