import {posix} from 'node:path'
import {within} from '../../rbac/area/fs.ts'
import {needsRoot, neverGrantable} from '../../rbac/closed.ts'
import {parsePermission} from '../../rbac/permission.ts'
import {executable} from '../../sandbox/executable.ts'
import {changes, type Access} from './access.ts'
import {alwaysShown, isThere, real} from './host-path.ts'
import type {Touch} from './touches.ts'
import {usual} from './usual.ts'

/** Something of this machine that the plugin wanted and does not have. Paths have no links in them but `asked`. */
export type Need = {
  readonly want: 'read' | 'write' | 'run'
  readonly path: string
  readonly folder: boolean
  /** Only whether it is there, or the way through it. */
  readonly looked: boolean
  /** The path as the plugin wrote it. */
  readonly asked: string
  readonly by: string
}

/** Why a path can be given to no plugin, or to none in a trace. */
export type Reason = 'never' | 'root' | 'own' | 'nowhere' | 'kind' | 'closed' | 'home' | 'name'

export type Kept = {
  readonly reason: Reason
  readonly path: string
  readonly access: Access
  readonly by: string
}

/** `usual`: left out, since programs look there by themselves. */
type Judged = {readonly need: Need} | {readonly kept: Kept} | {readonly usual: string} | undefined

const scratch: ReadonlySet<string> = new Set(['/tmp', '/dev/shm'])

type Asked = Touch & {readonly access: Access}

/** What this machine has to say to something that was wanted and not had; undefined where it is not there either. */
export function judge(touch: Asked, own: readonly string[]): Judged {
  const {path, access} = touch
  if (path === '/' || within(path, '/data')) return undefined
  if (within(path, '/plugin')) return changes(access) ? keptFor('own', touch) : undefined
  const place = usual(path)
  // Terminals are opened for both.
  if (place !== undefined && (!changes(access) || within(path, '/dev'))) return {usual: place}
  return changes(access) ? judgeChanging(touch, own) : judgeReading(touch, own)
}

function judgeReading(touch: Asked, own: readonly string[]): Judged {
  const {path, access} = touch
  if (!isThere(path)) return undefined
  if (neverGrantable(path, own)) return keptFor('never', touch)
  const found = real(path)
  if (found === undefined || alwaysShown(path) || alwaysShown(found.path)) return undefined
  if (neverGrantable(found.path, own)) return keptFor('never', touch)
  const folder = found.stats.isDirectory()
  if (!folder && !found.stats.isFile()) return keptFor('kind', touch)
  const runs = access === 'run' && !folder && executable(found.path)
  return needFor(
    touch,
    found.path,
    runs ? 'run' : 'read',
    folder,
    access === 'look' || (folder && access === 'run'),
  )
}

/** What is there is changed itself; what is to be there, or not to be, is for its folder to allow. */
function judgeChanging(touch: Asked, own: readonly string[]): Judged {
  const {path, access} = touch
  const folder = posix.dirname(path)
  // Every sandbox has its own, where it can write what it likes; or it is not there to be changed on this machine either.
  if (scratch.has(folder) || (access !== 'make' && !isThere(path))) return undefined
  if (neverGrantable(path, own)) return keptFor('never', touch)
  const itself = real(path)
  // It would have been told so, and gone on.
  if (access === 'make' && itself?.stats.isDirectory()) return judgeReading({...touch, access: 'look'}, own)
  const place = access === 'remove' ? real(folder) : (itself ?? real(folder))
  if (place === undefined) return keptFor('nowhere', touch)
  if (neverGrantable(place.path, own)) return keptFor('never', touch)
  if (needsRoot(place.path, own)) return keptFor('root', touch)
  return needFor(touch, place.path, 'write', place.stats.isDirectory(), false)
}

function needFor(touch: Asked, path: string, want: Need['want'], folder: boolean, looked: boolean): Judged {
  if ('code' in parsePermission(`fs:read:${path}`)) return keptFor('name', touch)
  return {need: {want, path, folder, looked, asked: touch.path, by: touch.by}}
}

function keptFor(reason: Reason, {path, access, by}: Asked): Judged {
  return {kept: {reason, path, access, by}}
}
