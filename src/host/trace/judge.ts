import {posix} from 'node:path'
import {within} from '../../rbac/area/fs.ts'
import {needsRoot, neverGrantable} from '../../rbac/closed.ts'
import {parsePermission} from '../../rbac/permission.ts'
import type {Access} from './access.ts'
import {alwaysShown, executable, isThere, real} from './host-path.ts'
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

type Asked = Touch & {readonly access: Access}

/** What this machine has to say to something that was wanted and not had; undefined where it is not there either. */
export function judge(touch: Asked, own: readonly string[]): Judged {
  const {path, access} = touch
  if (path === '/' || within(path, '/plugin') || within(path, '/data')) return ownFolder(touch)
  const place = usual(path)
  if (place !== undefined) return {usual: place}
  const writes = access === 'write' || access === 'make'
  return writes ? judgeWriting(touch, own) : judgeReading(touch, own)
}

function ownFolder(touch: Asked): Judged {
  const {path, access} = touch
  const writes = access === 'write' || access === 'make'
  return writes && within(path, '/plugin') ? keptFor('own', touch) : undefined
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

/** A file that is there is written itself; what is not there, or is to be taken away, is for its folder to allow. */
function judgeWriting(touch: Asked, own: readonly string[]): Judged {
  const {path, access} = touch
  if (neverGrantable(path, own)) return keptFor('never', touch)
  const itself = real(path)
  // It would have been told so, and gone on.
  if (access === 'make' && itself?.stats.isDirectory()) return judgeReading({...touch, access: 'look'}, own)
  const target = access === 'write' && itself?.stats.isFile() ? itself : real(posix.dirname(path))
  const place = itself?.stats.isDirectory() ? itself : target
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
