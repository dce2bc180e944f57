import {readSafely} from '../../config/safe-file.ts'
import {alone, Busy, replaceFile} from '../../config/update-file.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {isEntry, type Approved, type LockEntry, type Waiting} from './release.ts'
import {isSealed, sealOf} from './seal.ts'

export type Lock = ReadonlyMap<string, LockEntry>

/** Where the lock is, whose it is, and the key that seals it. */
export type LockPlace = {readonly lock: string; readonly uid: number; readonly key: string}

/** `text` is what the seal is for. */
type Read = {readonly lock: Lock; readonly seal: string; readonly text: string} | {readonly problem: Problem}
export type Refused = {readonly problems: readonly Problem[]}

const largest = 16 * 1024 * 1024

/**
 * The lock by names of plugins; empty where there is no file yet, a problem where it cannot be trusted or read. Its seal
 * is not looked at: that is enough to list what is there, and not to run it.
 */
export function readLock({lock: file, uid}: Omit<LockPlace, 'key'>): Read {
  const found = readSafely(file, uid, largest)
  if (found === undefined) return {lock: new Map(), seal: '', text: ''}
  if ('code' in found) return {problem: found}
  return parse(found.text) ?? {problem: problem('lock_damaged', {file})}
}

/** The lock, and a problem where it is not as this Parrot wrote it. */
export function readSealed(place: LockPlace): {readonly lock: Lock; readonly problem?: Problem} {
  const read = readLock(place)
  if ('problem' in read) return {lock: new Map(), problem: read.problem}
  if (read.lock.size === 0 || isSealed(read.text, read.seal, place.key)) return read
  return {lock: read.lock, problem: problem('lock_unsealed', {file: place.lock})}
}

/** A problem where the lock is not as this Parrot wrote it; without reading what is in it, as a list of many wants it. */
export function sealProblem({lock: file, uid, key}: LockPlace): Problem | undefined {
  const found = readSafely(file, uid, largest)
  if (found === undefined) return undefined
  if ('code' in found) return found
  const [, seal = ''] = /"seal": "([\w-]*)"\n\}\n$/.exec(found.text.slice(-200)) ?? []
  const sealed = isSealed(sealedPart(found.text, seal), seal, key)
  return sealed ? undefined : problem('lock_unsealed', {file})
}

/**
 * Replaces the entry of `name` by what `change` makes of it, undefined for none, and nothing where that is refused; two at
 * once both count. The file is never half written. A lock that cannot be read is left as it is; in one that somebody
 * else wrote nothing counts as approved.
 */
export async function updateLock(
  place: LockPlace,
  name: string,
  change: (
    entry: LockEntry | undefined,
    lock: Lock,
  ) => LockEntry | undefined | Refused | Promise<LockEntry | undefined | Refused>,
): Promise<readonly Problem[]> {
  const {lock: file} = place
  try {
    return await alone(file, async () => {
      const read = readLock(place)
      if ('problem' in read) return [read.problem]
      const lock = trusted(read, place)
      const changed = await change(lock.get(name), lock)
      if (changed !== undefined && 'problems' in changed) return changed.problems
      const others = [...lock].filter(([other]) => other !== name)
      write(changed === undefined ? others : [...others, [name, changed]], place)
      return []
    })
  } catch (error) {
    if (error instanceof Busy) return [problem('lock_busy', {file})]
    const cause = causeWords(error)
    return [problem('lock_unwritable', {file, cause})]
  }
}

/** Nothing that was not approved here may become so by being written once more. */
function trusted({lock, seal, text}: Exclude<Read, {problem: Problem}>, {key}: LockPlace): Lock {
  if (lock.size === 0 || isSealed(text, seal, key)) return lock
  return new Map([...lock].map(([name, entry]) => [name, withoutApproval(entry)]))
}

function withoutApproval({approved, waiting, linked}: LockEntry): LockEntry {
  const left = waiting ?? (approved?.from && asWaiting(approved))
  return {enabled: false, ...(left && {waiting: left}), ...(linked !== undefined && {linked})}
}

function asWaiting({digest, version, from, key, approver, time}: Approved): Waiting {
  const release = {digest, version, ...(from && {from}), ...(key !== undefined && {key})}
  return {...release, installer: approver, time, because: 'new'}
}

function write(entries: readonly (readonly [string, LockEntry])[], {lock: file, key}: LockPlace): void {
  replaceFile(file, lockText(entries, key))
}

/** The text of a lock: what is sealed, and behind it the seal. */
export function lockText(entries: readonly (readonly [string, LockEntry])[], key: string): string {
  const plugins = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const text = JSON.stringify({version: 2, plugins}, undefined, 2).slice(0, -'\n}'.length)
  return text + ending(sealOf(text, key))
}

const ending = (seal: string) => `,\n  "seal": "${seal}"\n}\n`

/** All before the seal, provided that the seal is the end: behind it a second `plugins` could stand, which JSON would prefer. */
function sealedPart(text: string, seal: string): string {
  const end = ending(seal)
  return text.endsWith(end) ? text.slice(0, -end.length) : ''
}

function parse(text: string): Exclude<Read, {problem: Problem}> | undefined {
  try {
    const {version, plugins, seal} = JSON.parse(text) as Partial<Record<string, unknown>>
    if (version !== 2 || typeof plugins !== 'object' || plugins === null || typeof seal !== 'string')
      return undefined
    const lock = new Map<string, LockEntry>()
    for (const [name, entry] of Object.entries(plugins)) {
      if (!isEntry(name, entry)) return undefined
      lock.set(name, entry)
    }
    return {lock, seal, text: sealedPart(text, seal)}
  } catch {
    return undefined
  }
}
