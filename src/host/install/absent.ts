import type {Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {readSealed} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import {noPlugin} from '../no-plugin.ts'
import type {Host} from '../operation.ts'

/** That there is no plugin of this name, if so. One that is broken is in no catalogue, only in the lock, and can be mended all the same. */
export function absent({around, paths}: Host, work: Work, name: string): Problem | undefined {
  const there = work.world.catalog.plugins.has(name) || readSealed(placesOf(around, paths)).lock.has(name)
  return there ? undefined : noPlugin(work, name)
}
