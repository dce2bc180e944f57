import {widened} from '../../rbac/consent.ts'
import {readPermission} from '../../rbac/permission.ts'
import {inWords} from '../../rbac/words.ts'
import {problem, says} from '../../text/problem.ts'
import {folderOf} from '../catalog/installed.ts'
import type {LockEntry} from '../catalog/release.ts'
import type {Asks} from './consent.ts'

/** What of `asked` goes beyond what was `agreed`, in words; empty where it is covered. Both expanded. */
export function goesBeyond(agreed: Omit<Asks, 'name'>, {name, permissions, calls}: Asks): string[] {
  const more = widened(read(agreed.permissions), read(permissions))
  const called = calls.filter((tool) => !agreed.calls.includes(tool))
  return [
    ...more.map(inWords),
    ...called.map((tool) => says(problem('may_call', {tool, right: `${name}:execute`}))),
  ]
}

/** The entry as if its plugin lay in `dir`: what it may read of its own (`$PLUGIN`) moves along with its folder. */
export function movedTo(entry: LockEntry, name: string, store: string, dir: string): LockEntry {
  const old = folderOf(name, entry, store)
  if (entry.approved === undefined || old === undefined) return entry
  const own = `fs:read:${old}`
  const permissions = entry.approved.permissions.map((text) =>
    text === own || text.startsWith(`${own}/`) ? text.replace(old, dir) : text,
  )
  return {...entry, approved: {...entry.approved, permissions}}
}

const read = (texts: readonly string[]) => texts.map(readPermission).filter((each) => 'claim' in each)
