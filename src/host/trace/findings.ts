import {pathPermission, within} from '../../rbac/area/fs.ts'
import type {Permission} from '../../rbac/claim.ts'
import {includes} from '../../rbac/match.ts'
import {readPermission} from '../../rbac/permission.ts'
import {changes} from './access.ts'
import {judge, type Kept, type Need} from './judge.ts'
import type {Seen} from './rounds.ts'
import type {Touch} from './touches.ts'

/** What was seen, sorted by what can be done about it. */
export type Findings = {
  readonly needs: readonly Need[]
  readonly kept: readonly Kept[]
  /** Looked for by programs themselves, and left out. */
  readonly usual: readonly string[]
  /** Hosts that were asked for through the proxy, as permissions. */
  readonly hosts: readonly Permission[]
  /** Addresses that were tried past the proxy. */
  readonly direct: readonly string[]
}

/** Sorts what the rounds have shown. `dir` is where the plugin is developed, `declared` what its manifest gives it. */
export function findingsOf(
  {touches, given, refused}: Seen,
  dir: string,
  declared: readonly Permission[],
  own: readonly string[],
): Findings {
  const shown = declared.flatMap(({claim}) => (claim.kind === 'path' ? [claim.path] : []))
  const missed = new Set(touches.flatMap(({got, path}) => (got ? [] : [path])))
  const wanted = touches.filter((touch) => isWanted(touch, given, shown) && !isEcho(touch, missed))
  const judged = wanted.flatMap((touch) => judgeOne(touch, dir, given, declared, own) ?? [])
  return {
    needs: judged.flatMap((one) => ('need' in one ? [one.need] : [])),
    kept: judged.flatMap((one) => ('kept' in one ? [one.kept] : [])),
    usual: [...new Set(judged.flatMap((one) => ('usual' in one ? [one.usual] : [])))],
    hosts: refused.flatMap(hostOf).filter((host) => !declared.some((one) => includes(one, host))),
    direct: [...new Set(touches.flatMap(({access, path}) => (access === 'connect' ? [path] : [])))],
  }
}

/** What it had because the trace gave it, and what it did not have. */
function isWanted({path, got}: Touch, given: readonly string[], shown: readonly string[]): boolean {
  const inside = (folders: readonly string[]) => folders.some((folder) => within(path, folder))
  return got ? inside(given) && !inside(shown) : true
}

/** What lists mounts looks at what was given, too; who missed it has been noted. */
function isEcho({got, access, path}: Touch, missed: ReadonlySet<string>): boolean {
  return got && access === 'look' && missed.has(path)
}

function judgeOne(
  touch: Touch,
  dir: string,
  given: readonly string[],
  declared: readonly Permission[],
  own: readonly string[],
) {
  const {access, path, closed, by} = touch
  if (access === 'connect') return undefined
  if (within(path, dir)) return {kept: {reason: 'home' as const, path, access, by}}
  const judged = judge({...touch, access}, own)
  if (judged === undefined || !('need' in judged) || !closed) return judged
  // It had been given this, and its user may not have it.
  const open = given.some((folder) => !changes(access) && within(path, folder))
  const had = open || declared.some((one) => includes(one, permissionFor(judged.need)))
  return had ? {kept: {reason: 'closed' as const, path, access, by}} : judged
}

function permissionFor({want, path}: Need): Permission {
  return pathPermission(want === 'write' ? 'write' : 'read', path)
}

/** As the proxy notes it. What the plugin sent there is its own: only what is exactly a host and a port is one. */
function hostOf(refused: string): Permission[] {
  const [, target] = /^([^\s()]+:\d{1,5}) \(not declared\)$/.exec(refused) ?? []
  const read = target === undefined ? undefined : readPermission(`net:connect:${target}`)
  return read !== undefined && 'claim' in read ? [read] : []
}
