import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {discover} from '../catalog/discover.ts'
import {updateLock, type Lock, type Refused} from '../catalog/lock.ts'
import {placesOf} from '../catalog/places.ts'
import type {Waiting} from '../catalog/release.ts'
import type {Host} from '../operation.ts'
import type {Catalog, Plugin} from '../plugin.ts'
import {obtain, type Obtained} from './obtain.ts'
import {proposalOf, type Proposal} from './proposal.ts'
import {keep, tidy} from './store.ts'

/** What is to be installed; the only files, and the only permissions, that will do. */
export type Wanting = {readonly source: string; readonly digest?: string; readonly accept?: string}

/** Fetches a plugin and keeps it, not enabled, for somebody to approve: all of it, or nothing and the reasons. */
export async function install(
  host: Host,
  work: Work,
  {source, digest, accept}: Wanting,
): Promise<Proposal | Refused> {
  const places = placesOf(host.around, host.paths)
  await tidy(places)
  return obtain(host, work, source, async (obtained) => {
    const {plugin, release} = obtained
    if (digest !== undefined && digest !== release.digest)
      return {problems: [problem('install_digest', {name: plugin.name, found: release.digest})]}
    const proposal = proposalOf(work.world, obtained)
    if ('problems' in proposal) return proposal
    const {name} = plugin
    if (accept !== undefined && accept !== proposal.accept)
      return {problems: [problem('accept_wrong', {name, accept: proposal.accept})]}
    const problems = await updateLock(places, name, async (_, lock) => {
      const taken = takenBy(plugin, await discover(places), lock)
      if (taken.length > 0) return {problems: taken}
      keep(places.store, obtained.staged, plugin.dir)
      return {enabled: false, waiting: waitingOf(host, work, obtained, 'new')}
    })
    return problems.length > 0 ? {problems} : proposal
  })
}

export function waitingOf(
  {now}: Host,
  {request}: Work,
  {release}: Pick<Obtained, 'release'>,
  because: Waiting['because'],
): Waiting {
  return {...release, installer: request.by.name, time: new Date(now()).toISOString(), because}
}

/** Everything there is has its name and its tools for itself, whether it is enabled or not. */
export function takenBy({name, commands}: Plugin, {plugins}: Catalog, lock: Lock): Problem[] {
  const source = sourceIn(lock, name)
  if (source !== undefined) return [problem('already_installed', {name, source: printable(source)})]
  const other = plugins.get(name)
  if (other !== undefined) return [problem('name_taken', {name, dir: printable(other.dir)})]
  return toolsTaken({name, commands}, plugins)
}

/** A tool means to those who call it what it meant when they began to: no other plugin takes it over, by an update either. */
export function toolsTaken(
  {name, commands}: Pick<Plugin, 'name' | 'commands'>,
  plugins: Catalog['plugins'],
): Problem[] {
  const others = [...plugins.values()].filter((each) => each.name !== name)
  return commands.flatMap(({tool}) => {
    const holder = others.find((each) => each.commands.some((command) => command.tool === tool))
    return holder === undefined ? [] : [problem('tool_taken', {name, tool, other: holder.name})]
  })
}

function sourceIn(lock: Lock, name: string): string | undefined {
  const entry = lock.get(name)
  return (entry?.approved ?? entry?.waiting)?.from?.source ?? entry?.linked
}
