/** Rights that roles were given for entries, by role. They go when no entry needs them any more. */
export type Granted = Readonly<Record<string, readonly string[]>>

/** Is this what the file of the schedule may say of them? */
export function isGranted(value: unknown): value is Granted {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((rights) => Array.isArray(rights) && rights.every(isText))
  )
}

/** Both together. */
export function alsoGranted(granted: Granted, role: string, rights: readonly string[]): Granted {
  if (rights.length === 0) return granted
  return {...granted, [role]: [...new Set([...(granted[role] ?? []), ...rights])]}
}

/** What is left of it without these rights of the role. */
export function notGranted(granted: Granted, role: string, rights: readonly string[]): Granted {
  const {[role]: had = [], ...others} = granted
  const left = had.filter((right) => !rights.includes(right))
  return left.length === 0 ? others : {...others, [role]: left}
}

const isText = (value: unknown) => typeof value === 'string'
