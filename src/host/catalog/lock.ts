import {readSafely} from '../../config/safe-file.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {alone, Busy, replaceFile} from '../../config/update-file.ts'

/** What somebody with the right to it approved of a plugin: these files, for this. */
export type LockEntry = {
  /** Of the whole folder; see tree-digest.ts. */
  readonly digest: string
  readonly permissions: readonly string[]
  readonly approver: string
  /** ISO 8601, UTC. */
  readonly time: string
  readonly enabled: boolean
}

export type Lock = ReadonlyMap<string, LockEntry>

/** The lock by names of plugins; empty where there is no file yet, a problem where it cannot be trusted or read. */
export function readLock(file: string, uid: number): {readonly lock: Lock} | {readonly problem: Problem} {
  const found = readSafely(file, uid)
  if (found === undefined) return {lock: new Map()}
  if ('code' in found) return {problem: found}
  const lock = parse(found.text)
  return lock === undefined ? {problem: problem('lock_damaged', {file})} : {lock}
}

/**
 * Replaces the entry of `name` by what `change` makes of it, undefined for none; two at once both count. The file is
 * never half written. A lock that cannot be read is left as it is.
 */
export async function updateLock(
  file: string,
  uid: number,
  name: string,
  change: (entry: LockEntry | undefined) => LockEntry | undefined,
): Promise<Problem | undefined> {
  try {
    return await alone(file, () => {
      const found = readLock(file, uid)
      if ('problem' in found) return found.problem
      const entry = change(found.lock.get(name))
      const others = [...found.lock].filter(([other]) => other !== name)
      replaceFile(file, print(entry === undefined ? others : [...others, [name, entry]]))
      return undefined
    })
  } catch (error) {
    if (error instanceof Busy) return problem('lock_busy', {file})
    return problem('lock_unwritable', {file, cause: error instanceof Error ? error.message : String(error)})
  }
}

function print(entries: readonly (readonly [string, LockEntry])[]): string {
  const plugins = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({version: 1, plugins}, undefined, 2)}\n`
}

function parse(text: string): Lock | undefined {
  try {
    const {version, plugins} = JSON.parse(text) as {version?: unknown; plugins?: unknown}
    if (version !== 1 || typeof plugins !== 'object' || plugins === null) return undefined
    const lock = new Map<string, LockEntry>()
    for (const [name, entry] of Object.entries(plugins)) {
      if (!isEntry(entry)) return undefined
      lock.set(name, entry)
    }
    return lock
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is LockEntry {
  const entry = (value ?? {}) as Partial<Record<keyof LockEntry, unknown>>
  return (
    isDigest(entry.digest) &&
    Array.isArray(entry.permissions) &&
    entry.permissions.every(isText) &&
    isText(entry.approver) &&
    isText(entry.time) &&
    typeof entry.enabled === 'boolean'
  )
}

const isText = (value: unknown) => typeof value === 'string'

/** Can this be what treeDigest writes? It is only ever compared with that. */
export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && value.length === 95 && value.startsWith('sha512-')
}
