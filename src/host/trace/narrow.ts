import {posix} from 'node:path'
import {within} from '../../rbac/area/fs.ts'
import {needsRoot} from '../../rbac/closed.ts'
import {isSecret} from '../../sandbox/masks.ts'
import type {Need} from './judge.ts'

/** One grant, and the needs it answers. */
export type Grant = {
  readonly want: Need['want']
  readonly path: string
  readonly folder: boolean
  readonly needs: readonly Need[]
}

/** So many files of one folder are named one by one. */
const fewFiles = 2

/**
 * The narrowest grants that answer all of these: a file itself, or its folder where many of it were read; what was only on
 * the way to something is left out, and so is what a wider grant of the list includes.
 */
export function narrowest(needs: readonly Need[], own: readonly string[]): Grant[] {
  const grants = [...new Set(needs.map(({want}) => want))].flatMap((want) =>
    gathered(
      needs.filter((need) => need.want === want),
      needs,
      own,
    ),
  )
  return grants.filter((grant) => !grants.some((other) => other !== grant && answers(other, grant)))
}

function gathered(alike: readonly Need[], all: readonly Need[], own: readonly string[]): Grant[] {
  const wanted = alike.filter((need) => !onTheWay(need, all))
  const paths = [...new Set(wanted.map(({path}) => path))]
  const singles = paths.map((path) => grantOf(path, wanted))
  const crowded = singles.filter(({folder}) => !folder).map(({path}) => posix.dirname(path))
  const folders = [...new Set(crowded)].filter(
    (folder) => count(crowded, folder) > fewFiles && mayBeWhole(folder, alike, own),
  )
  const left = singles.filter(({path, folder}) => folder || !folders.includes(posix.dirname(path)))
  const whole = folders.map((path) => ({
    ...grantOf(path, wanted),
    folder: true,
    needs: wanted.filter((need) => !need.folder && posix.dirname(need.path) === path),
  }))
  return [...left, ...whole]
}

function grantOf(path: string, needs: readonly Need[]): Grant {
  const here = needs.filter((need) => need.path === path)
  const {want = 'read', folder = false} = here[0] ?? {}
  return {want, path, folder, needs: here}
}

/** The sandbox makes the folders above whatever it is given. */
function onTheWay({path, folder, looked}: Need, all: readonly Need[]): boolean {
  return folder && looked && all.some((other) => other.path !== path && within(other.path, path))
}

/** Programs are named; a home, a folder at the top of the machine and one that root relies on hold too much. */
function mayBeWhole(folder: string, [first]: readonly Need[], own: readonly string[]): boolean {
  const top = posix.dirname(folder) === '/'
  return first?.want === 'read' && !top && !needsRoot(folder, own) && !isSecret(folder, own)
}

function answers(wide: Grant, narrow: Grant): boolean {
  if (narrow.want === 'run') return false
  // A program that may be run is there to be read.
  if (wide.want === 'run') return narrow.want === 'read' && narrow.path === wide.path
  if (narrow.want === 'write' && wide.want === 'read') return false
  const inside = wide.folder ? within(narrow.path, wide.path) : narrow.path === wide.path
  return inside && (wide.path !== narrow.path || wide.want !== narrow.want)
}

function count(all: readonly string[], one: string): number {
  return all.filter((each) => each === one).length
}
