import {problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Refused} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import type {Host} from '../operation.ts'
import {asGiven} from './as-given.ts'
import {checkPlugin, type Checked} from './check.ts'
import {fetchPlugin} from './fetch.ts'
import {readSource} from './source.ts'
import {openStaging} from './staging.ts'
import {settle} from './store.ts'

/** A plugin on its way in: checked, on disk, in a folder that is gone once `use` is done with it. */
export type Obtained = Checked & {readonly staged: string}

/** Fetches and checks what `source` names and hands it on. Whatever happens, nothing of it is left but what `use` kept. */
export async function obtain<T extends object>(
  host: Host,
  work: Work,
  source: string,
  use: (obtained: Obtained) => Promise<T | Refused>,
): Promise<T | Refused> {
  const {around, paths} = host
  const {config} = work.world
  const places = placesOf(around, paths)
  const read = readSource(source, around.cwd)
  if ('code' in read) return {problems: [read]}
  const staging = openStaging(places.store)
  try {
    const fetched = await fetchPlugin(read, {...optionsOf(host, work), staging: staging.dir})
    if ('problems' in fetched) return fetched
    settle(fetched.dir)
    const checked = await checkPlugin(fetched.dir, fetched.from, places, config.install)
    if ('problems' in checked)
      return read.kind === 'folder' ? {problems: asGiven(source, checked.problems)} : checked
    if (work.request.signal.aborted) return {problems: [problem('install_cancelled')]}
    return await use({...checked, staged: fetched.dir})
  } finally {
    staging.remove()
  }
}

function optionsOf({around: {env, root}}: Host, {request: {signal}, world}: Work) {
  const {registry, entries, bytes} = world.config.install
  return {env, root, registry, entries, bytes, signal}
}
