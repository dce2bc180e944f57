import canonicalize from 'canonicalize'

/** What a plugin asks for on this machine: its permissions, expanded, and the tools that its workflows call. */
export type Asks = {
  readonly name: string
  readonly permissions: readonly string[]
  readonly calls: readonly string[]
}

/** What `--accept` names: 32 hexadecimal digits that stand for exactly this, in whatever order it was written. */
export function permissionDigest({name, permissions, calls}: Asks): string {
  return digestOf({
    name,
    permissions: [...new Set(permissions)].toSorted(),
    calls: [...new Set(calls)].toSorted(),
  })
}

/** The same for these files only, where others were agreed to before: whoever agreed to those knows the code for what is asked. */
export const digestWithFiles = (accept: string, files: string) => digestOf({accept, files})

function digestOf(asked: object): string {
  const {hash} = process.getBuiltinModule('node:crypto')
  return hash('sha256', canonicalize(asked) ?? '', 'hex').slice(0, 32)
}
